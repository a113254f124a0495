// Operators that take libtorch's place where it takes needless passes over memory or a slow kernel. They are registered
// under "torchsharp::" and called like libtorch's own; each computes what its namesake does, gradients of any order included.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>
#include <torch/version.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;
using OptionalTensor = std::decay_t<decltype(std::declval<c10::IValue>().toOptional<Tensor>())>;

// ---- Transposed convolution -----------------------------------------------------------------------

struct Geometry {
  std::vector<int64_t> stride, padding, dilation;
  int64_t groups;
};

// y is the gradient of a convolution with respect to its input, and the gradient of y with respect to x is that convolution.
// libtorch 1 has fast kernels for both, and uses them for convolutions only.
struct TransposedConvolution : torch::autograd::Function<TransposedConvolution> {
  static Tensor input_gradient(const Tensor& x, const Tensor& w, at::IntArrayRef shape, const Geometry& g) {
    auto like = at::empty(shape, x.options());
    std::vector<int64_t> none(g.stride.size(), 0);
    return std::get<0>(at::convolution_backward(
        x, like, w, c10::nullopt, g.stride, g.padding, g.dilation, false, none, g.groups, {true, false, false}));
  }

  static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& w, std::vector<int64_t> shape,
                        std::vector<int64_t> stride, std::vector<int64_t> padding, std::vector<int64_t> dilation, int64_t groups) {
    context->save_for_backward({x, w});
    context->saved_data["stride"] = stride;
    context->saved_data["padding"] = padding;
    context->saved_data["dilation"] = dilation;
    context->saved_data["groups"] = groups;
    return input_gradient(x, w, shape, {stride, padding, dilation, groups});
  }

  static tensor_list backward(AutogradContext* context, tensor_list grads) {
    auto saved = context->get_saved_variables();
    const auto &x = saved[0], &w = saved[1];
    auto grad = grads[0];
    auto list = [&](const char* name) { return context->saved_data[name].toIntVector(); };
    Geometry g{list("stride"), list("padding"), list("dilation"), context->saved_data["groups"].toInt()};
    std::vector<int64_t> none(g.stride.size(), 0);
    Tensor grad_x, grad_w;
    if (context->needs_input_grad(0))
      grad_x = at::convolution(grad, w, {}, g.stride, g.padding, g.dilation, false, none, g.groups);
    if (context->needs_input_grad(1))
      grad_w = std::get<1>(at::convolution_backward(
          x, grad, w, c10::nullopt, g.stride, g.padding, g.dilation, false, none, g.groups, {false, true, false}));
    return {grad_x, grad_w, {}, {}, {}, {}, {}};
  }
};

bool fast_transposed(const Tensor& x, const Tensor& w, const Tensor& b, const Geometry& g, at::IntArrayRef output_padding, std::vector<int64_t>& shape) {
  if (TORCH_VERSION_MAJOR >= 2 || !at::globalContext().hasMKLDNN() || !at::globalContext().userEnabledMkldnn()) return false;
  auto suits = [&](const Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.numel() > 0; };
  if (!suits(x) || !suits(w) || (b.defined() && (!suits(b) || b.dim() != 1 || b.numel() != w.size(1) * g.groups))) return false;
  const int64_t spatial = x.dim() - 2;
  if (spatial < 1 || spatial > 2 || w.dim() != x.dim() || x.size(0) < 2 || x.size(1) != w.size(0) || g.groups < 1 || w.size(0) % g.groups != 0) return false;
  shape = {x.size(0), w.size(1) * g.groups};
  for (int64_t d = 0; d < spatial; d++) {
    auto size = (x.size(d + 2) - 1) * g.stride[d] - 2 * g.padding[d] + g.dilation[d] * (w.size(d + 2) - 1) + output_padding[d] + 1;
    if (size < 1 || g.stride[d] < 1 || g.dilation[d] < 1 || g.padding[d] < 0 || output_padding[d] < 0 || output_padding[d] >= g.stride[d]) return false;
    shape.push_back(size);
  }
  return true;
}

Tensor conv_transpose(const Tensor& x, const Tensor& w, const OptionalTensor& bias, at::IntArrayRef stride, at::IntArrayRef padding,
                      at::IntArrayRef output_padding, int64_t groups, at::IntArrayRef dilation) {
  auto b = bias.has_value() ? *bias : Tensor();
  std::vector<int64_t> shape;
  const auto n = static_cast<size_t>(std::max<int64_t>(x.dim() - 2, 0));
  if (stride.size() == n && padding.size() == n && output_padding.size() == n && dilation.size() == n) {
    Geometry g{stride.vec(), padding.vec(), dilation.vec(), groups};
    if (fast_transposed(x, w, b, g, output_padding, shape)) {
      auto y = TransposedConvolution::apply(x, w, shape, g.stride, g.padding, g.dilation, groups);
      if (!b.defined()) return y;
      std::vector<int64_t> channels(x.dim(), 1);
      channels[1] = b.numel();
      return y.add_(b.view(channels));
    }
  }
  if (stride.size() == 1) return at::conv_transpose1d(x, w, bias, stride, padding, output_padding, groups, dilation);
  return at::conv_transpose2d(x, w, bias, stride, padding, output_padding, groups, dilation);
}

// ---- Binary cross-entropy of logits ---------------------------------------------------------------

// log(1 + exp(a)) − x a; its derivatives are sigmoid(a) − x and −a. libtorch 1 takes ten passes each way.
struct BinaryCrossEntropy : torch::autograd::Function<BinaryCrossEntropy> {
  static Tensor forward(AutogradContext* context, const Tensor& a, const Tensor& x) {
    context->save_for_backward({a, x});
    return at::softplus(a, 1, 40).addcmul_(x, a, -1);   // beyond 40, log(1 + exp(a)) is a to the last bit
  }

  static tensor_list backward(AutogradContext* context, tensor_list grads) {
    auto saved = context->get_saved_variables();
    const auto &a = saved[0], &x = saved[1];
    Tensor grad_a, grad_x;
    if (context->needs_input_grad(0))
      grad_a = at::GradMode::is_enabled() ? (a.sigmoid() - x) * grads[0] : at::sigmoid(a).sub_(x).mul_(grads[0]);
    if (context->needs_input_grad(1)) grad_x = -a * grads[0];
    return {grad_a, grad_x};
  }
};

Tensor binary_cross_entropy_with_logits(const Tensor& a, const Tensor& x, int64_t reduction) {
  if (a.sizes() != x.sizes() || a.scalar_type() != x.scalar_type() || !a.is_floating_point() || a.device() != x.device())
    return at::binary_cross_entropy_with_logits(a, x, {}, {}, reduction);
  auto each = BinaryCrossEntropy::apply(a, x);
  return reduction == at::Reduction::Mean ? each.mean() : reduction == at::Reduction::Sum ? each.sum() : each;
}

// ---- Adam -----------------------------------------------------------------------------------------

// The compiler makes a version of the loop for each of these instruction sets; the processor's own is taken when the library is loaded.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDE
#endif

// The moments of a parameter that gets no gradient any more (of a dead unit, say) become denormal numbers, with which
// arithmetic is many times slower: here they become zero.
struct FlushDenormals {
#ifdef __SSE2__
  unsigned before = _mm_getcsr();
  FlushDenormals() { _mm_setcsr(before | 0x8040); }
  ~FlushDenormals() { _mm_setcsr(before); }
#endif
};

template <typename T>
struct Adam {
  T lr, beta1, beta2, eps, decay, shrink, root;   // lr: divided by 1 − β₁ᵗ; root: 1 / √(1 − β₂ᵗ); shrink: 1 − lr λ, of AdamW
};

#define ADAM_LOOP                                        \
  for (int64_t i = 0; i < n; i++) {                      \
    auto value = p[i] * s.shrink;                        \
    auto gradient = g[i] + s.decay * value;              \
    m[i] = s.beta1 * m[i] + (1 - s.beta1) * gradient;    \
    v[i] = s.beta2 * v[i] + (1 - s.beta2) * gradient * gradient; \
    p[i] = value - s.lr * m[i] / (std::sqrt(v[i]) * s.root + s.eps); \
  }

WIDE void adam(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v, int64_t n, const Adam<float>& s) { ADAM_LOOP }
WIDE void adam(double* __restrict p, const double* __restrict g, double* __restrict m, double* __restrict v, int64_t n, const Adam<double>& s) { ADAM_LOOP }

template <typename T>
void adam_step(const Tensor& p, const Tensor& g, const Tensor& m, const Tensor& v, const Adam<double>& d) {
  const Adam<T> s{T(d.lr), T(d.beta1), T(d.beta2), T(d.eps), T(d.decay), T(d.shrink), T(d.root)};
  auto *pp = p.data_ptr<T>(), *gp = g.data_ptr<T>(), *mp = m.data_ptr<T>(), *vp = v.data_ptr<T>();
  at::parallel_for(0, p.numel(), 32768, [&](int64_t from, int64_t to) {
    FlushDenormals flush;
    adam(pp + from, gp + from, mp + from, vp + from, to - from, s);
  });
}

// One pass over parameters, gradients and moments. False, and nothing done, unless all are of one kind that the loop is written for.
bool adam_(at::TensorList parameters, at::TensorList grads, at::TensorList m, at::TensorList v, int64_t step, double lr,
           double beta1, double beta2, double eps, double weight_decay, bool decoupled) {
  const auto count = parameters.size();
  TORCH_CHECK(grads.size() == count && m.size() == count && v.size() == count, "adam_: lists of different lengths");
  for (size_t i = 0; i < count; i++) {
    const auto type = parameters[i].scalar_type();
    if (type != at::kFloat && type != at::kDouble) return false;
    for (auto* t : {&parameters[i], &grads[i], &m[i], &v[i]})
      if (!t->device().is_cpu() || t->layout() != at::kStrided || t->scalar_type() != type || !t->is_contiguous() || t->is_neg() || t->sizes() != parameters[i].sizes()) return false;
  }
  const Adam<double> s{lr / (1 - std::pow(beta1, step)), beta1, beta2, eps, decoupled ? 0 : weight_decay, decoupled ? 1 - lr * weight_decay : 1,
                       1 / std::sqrt(1 - std::pow(beta2, step))};
  for (size_t i = 0; i < count; i++) {
    if (parameters[i].scalar_type() == at::kFloat) adam_step<float>(parameters[i], grads[i], m[i], v[i], s);
    else adam_step<double>(parameters[i], grads[i], m[i], v[i], s);
    for (auto* t : {&parameters[i], &m[i], &v[i]}) t->unsafeGetTensorImpl()->bump_version();
  }
  return true;
}

}  // namespace

TORCH_LIBRARY(torchsharp, library) {
  library.def("conv_transpose(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] output_padding, int groups, int[] dilation) -> Tensor", conv_transpose);
  library.def("binary_cross_entropy_with_logits(Tensor input, Tensor target, int reduction) -> Tensor", binary_cross_entropy_with_logits);
  library.def("adam_(Tensor[] parameters, Tensor[] grads, Tensor[] m, Tensor[] v, int step, float lr, float beta1, float beta2, float eps, float weight_decay, bool decoupled) -> bool", adam_);
}
