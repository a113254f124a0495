// Draws a page's formulas and figures with the libraries that lie beside it. Without them, the text stays.
'use strict';

function drawFormulas() {
  if (!window.katex) return;
  for (const element of document.querySelectorAll('.math')) {
    const tex = element.textContent.trim().slice(2, -2);
    katex.render(tex, element, { displayMode: element.classList.contains('display'), throwOnError: false, strict: 'ignore' });
  }
  if (!window.renderMathInElement) return;
  const delimiters = [['$$', '$$', true], ['\\[', '\\]', true], ['\\(', '\\)', false], ['$', '$', false]]
    .map(([left, right, display]) => ({ left, right, display }));
  for (const element of document.querySelectorAll('.output.html'))
    renderMathInElement(element, { delimiters, throwOnError: false, strict: 'ignore' });
}

function drawFigures() {
  if (!window.Plotly) return;
  for (const element of document.querySelectorAll('.output.figure')) {
    const figure = JSON.parse(element.querySelector('script').textContent);
    const fallback = element.querySelector('.fallback');
    const place = document.createElement('div');
    element.append(place);
    // A figure may hold frames, which only this form of the call takes.
    Plotly.newPlot(place, { ...figure, config: { responsive: true, displaylogo: false, ...figure.config } })
      .then(() => fallback.remove(), reason => { place.remove(); console.error(reason); });
  }
}

// In the index a figure is a still picture, drawn at full size and shown small.
function drawThumbnails() {
  if (!window.Plotly) return;
  for (const element of document.querySelectorAll('.thumbnail.figure')) {
    const { data, layout } = JSON.parse(element.querySelector('script').textContent);
    const fallback = element.querySelector('.fallback');
    Plotly.toImage({ data, layout }, { format: 'png', width: layout?.width ?? 760, height: layout?.height ?? 420 })
      .then(source => fallback.replaceWith(Object.assign(new Image(), { src: source, alt: fallback.textContent })), reason => console.error(reason));
  }
}

drawFormulas();
drawFigures();
drawThumbnails();
// On paper nothing is folded.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
