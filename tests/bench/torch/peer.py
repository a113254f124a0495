"""The Python side of the benchmark: the same cases as in Models.cs, Sampling.cs and Cases.cs, under the same names.

"make NAME" makes a case under seed 1; "NAME STEPS" runs it and answers "SECONDS VALUE" (VALUE is the last loss, to see
that both sides compute the same). "peak" answers the resident memory's peak in bytes, "versions" what runs here.
"""
import resource, sys, time

try:
    import torch
except ImportError:
    sys.exit(
        "peer.py: this Python has no PyTorch. Install it (python3 -m pip install torch), or name another "
        "command: --peer NAME=COMMAND."
    )
from torch import nn
import torch.nn.functional as F

threads = int(sys.argv[1])
torch.set_num_threads(threads)


def convolutions_are_right():
    """The check of NativeSettings.cs: where oneDNN computes wrong convolutions, both sides do without it."""
    x, w = torch.linspace(-1, 1, 4 * 20 * 14 * 14).reshape(4, 20, 14, 14), torch.linspace(
        -1, 1, 20 * 20 * 3 * 3
    ).reshape(20, 20, 3, 3)
    with torch.no_grad():
        return (F.conv2d(x, w).double() - F.conv2d(x.double(), w.double())).abs().max().item() < 1e-3


one_dnn = convolutions_are_right()
if not one_dnn:
    torch._C._set_mkldnn_enabled(False)


def images(n, size, channels=1):
    """A fixed pattern in [0, 1], (n, channels, size, size): the same formula on both sides."""
    i = torch.arange(n * channels * size * size, dtype=torch.float64)
    return (torch.sin(i * 12.9898) * 0.5 + 0.5).float().view(n, channels, size, size)


def bernoulli(x, a):
    return F.binary_cross_entropy_with_logits(a, x, reduction="sum") / x.shape[0]


def kl(mu, logvar):
    return -0.5 * (1 + logvar - mu * mu - logvar.exp()).sum() / mu.shape[0]


def conv(i, o, k, s=1, p=0):
    return nn.Conv2d(i, o, k, stride=s, padding=p)


def up(i, o):
    return nn.ConvTranspose2d(i, o, 4, stride=2, padding=1)


class Step:
    """One training step of a model: forward, loss, backward, Adam."""

    def __init__(self, modules, loss):
        self.modules, self.loss = modules, loss
        self.optimizer = torch.optim.Adam([p for m in modules for p in m.parameters()], 1e-3)

    def run(self, steps):
        for _ in range(steps):
            value = self.loss()
            self.optimizer.zero_grad()
            value.backward()
            self.optimizer.step()
        return value.item()


def dense():
    net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784))
    x = images(256, 28).flatten(1)
    return Step([net], lambda: bernoulli(x, net(x)))


def vae():
    encoder, mean, logvar = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
    decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))
    x = images(128, 28).flatten(1)

    def loss():
        h = F.relu(encoder(x))
        mu, s = mean(h), logvar(h)
        z = mu + (0.5 * s).exp() * torch.randn_like(mu)
        return bernoulli(x, decoder(z)) + kl(mu, s)

    return Step([encoder, mean, logvar, decoder], loss)


def pooled():
    net = nn.Sequential(
        conv(1, 16, 3, p=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        conv(16, 8, 3, p=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        conv(8, 8, 3, p=1),
        nn.ReLU(),
        nn.MaxPool2d(2, ceil_mode=True),
        conv(8, 8, 3, p=1),
        nn.ReLU(),
        nn.Upsample(scale_factor=2.0),
        conv(8, 8, 3, p=1),
        nn.ReLU(),
        nn.Upsample(scale_factor=2.0),
        conv(8, 16, 3),
        nn.ReLU(),
        nn.Upsample(scale_factor=2.0),
        conv(16, 1, 3, p=1),
    )
    x = images(128, 28)
    return Step([net], lambda: bernoulli(x, net(x)))


def strided():
    net = nn.Sequential(
        conv(1, 32, 4, 2, 1),
        nn.ReLU(),
        conv(32, 64, 4, 2, 1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(3136, 32),
        nn.Linear(32, 3136),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        up(64, 32),
        nn.ReLU(),
        up(32, 1),
    )
    x = images(128, 28)
    return Step([net], lambda: bernoulli(x, net(x)))


def beta_vae():
    encoder = nn.Sequential(
        conv(1, 32, 4, 2, 1),
        nn.ReLU(),
        conv(32, 32, 4, 2, 1),
        nn.ReLU(),
        conv(32, 32, 4, 2, 1),
        nn.ReLU(),
        conv(32, 32, 4, 2, 1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(512, 256),
        nn.ReLU(),
        nn.Linear(256, 256),
        nn.ReLU(),
        nn.Linear(256, 20),
    )
    decoder = nn.Sequential(
        nn.Linear(10, 256),
        nn.ReLU(),
        nn.Linear(256, 256),
        nn.ReLU(),
        nn.Linear(256, 512),
        nn.ReLU(),
        nn.Unflatten(1, (32, 4, 4)),
        up(32, 32),
        nn.ReLU(),
        up(32, 32),
        nn.ReLU(),
        up(32, 32),
        nn.ReLU(),
        up(32, 1),
    )
    x = images(64, 64)

    def loss():
        mu, s = encoder(x).chunk(2, 1)
        z = mu + (0.5 * s).exp() * torch.randn_like(mu)
        return bernoulli(x, decoder(z)) + 4 * kl(mu, s)

    return Step([encoder, decoder], loss)


def vq_vae():
    encoder = nn.Sequential(conv(1, 32, 4, 2, 1), nn.ReLU(), conv(32, 64, 4, 2, 1), nn.ReLU(), conv(64, 16, 1))
    codebook = nn.Embedding(128, 16)
    decoder = nn.Sequential(conv(16, 64, 3, p=1), nn.ReLU(), up(64, 32), nn.ReLU(), up(32, 1))
    x = images(128, 28)

    def loss():
        z = encoder(x)  # (n, 16, 7, 7)
        flat = z.permute(0, 2, 3, 1).reshape(-1, 16)  # (n·49, 16)
        e = codebook.weight
        distance = (flat * flat).sum(1, keepdim=True) - 2 * flat.matmul(e.t()) + (e * e).sum(1)
        q = codebook(distance.argmin(1)).view(128, 7, 7, 16).permute(0, 3, 1, 2)
        vq = F.mse_loss(q, z.detach()) + 0.25 * F.mse_loss(z, q.detach())
        return F.mse_loss(decoder(z + (q - z).detach()), x) + vq

    return Step([encoder, codebook, decoder], loss)


class GatedLayer(nn.Module):
    """Vertical and horizontal stack (van den Oord et al. 2016), 3×3; no masks: each stack is padded and cropped."""

    def __init__(self, width):
        super().__init__()
        self.vertical = nn.Conv2d(width, 2 * width, (2, 3), padding=(1, 1))
        self.horizontal = nn.Conv2d(width, 2 * width, (1, 2), padding=(0, 1))
        self.link, self.out = conv(2 * width, 2 * width, 1), conv(width, width, 1)

    @staticmethod
    def gate(a):
        f, g = a.chunk(2, 1)
        return f.tanh() * g.sigmoid()

    def forward(self, v, h):
        side = v.shape[2]
        a = self.vertical(v)[:, :, :side]
        b = self.horizontal(h)[:, :, :, :side] + self.link(a)
        return self.gate(a), h + self.out(self.gate(b))


def gated_pixel_cnn():
    embedding = nn.Embedding(128, 64)
    layers = [GatedLayer(64) for _ in range(5)]
    head = nn.Sequential(nn.ReLU(), conv(64, 128, 1))

    def logits(codes):
        v = h = embedding(codes).permute(0, 3, 1, 2)
        for layer in layers:
            v, h = layer(v, h)
        return head(h)

    return [embedding, *layers, head], logits


def pixel_cnn():
    modules, logits = gated_pixel_cnn()
    codes = (images(128, 7) * 127).round().long().view(128, 7, 7)
    return Step(modules, lambda: F.cross_entropy(logits(codes), codes))


class Drawing:
    """Four grids of 7×7 codes drawn code by code, always the likeliest."""

    def __init__(self, draw):
        self.draw = draw

    def run(self, steps):
        with torch.no_grad():
            for _ in range(steps):
                last = self.draw().sum().item()
        return float(last)


def plain(logits):
    def draw():
        codes = torch.zeros(4, 7, 7, dtype=torch.int64)
        for y in range(7):
            for x in range(7):
                codes[:, y, x] = logits(codes)[:, :, y, x].argmax(1)
        return codes

    return Drawing(draw)


def draw_pixel_cnn():
    return plain(gated_pixel_cnn()[1])


class Block(nn.Module):
    heads = 4

    def __init__(self, width):
        super().__init__()
        self.width = width
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.into, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def query_key_value(self, x):
        a = (
            self.into(self.first(x))
            .view(x.shape[0], x.shape[1], 3, self.heads, self.width // self.heads)
            .permute(2, 0, 3, 1, 4)
        )
        return a[0] * (self.width // self.heads) ** -0.5, a[1], a[2]

    def finish(self, x, attended):
        x = x + self.out(attended.transpose(1, 2).flatten(2))
        return x + self.mlp(self.second(x))


class Gpt(nn.Module):
    """A causal Transformer over 49 codes, four blocks of width 64 with four heads."""

    def __init__(self):
        super().__init__()
        self.embedding, self.place = nn.Embedding(128, 64), nn.Embedding(49, 64)
        self.blocks = nn.ModuleList([Block(64) for _ in range(4)])
        self.head = nn.Sequential(nn.LayerNorm(64), nn.Linear(64, 128))

    def forward(self, codes):
        x = self.embedding(F.pad(codes[:, :48], (1, 0))) + self.place.weight
        mask = torch.full((49, 49), float("-inf")).triu(1)
        for block in self.blocks:
            q, k, v = block.query_key_value(x)
            x = block.finish(x, (q.matmul(k.transpose(2, 3)) + mask).softmax(-1).matmul(v))
        return self.head(x)

    def draw(self, n):
        drawn = torch.zeros(n, 49, dtype=torch.int64)
        keys = [torch.zeros(n, 4, 49, 16) for _ in self.blocks]
        values = [torch.zeros(n, 4, 49, 16) for _ in self.blocks]
        for t in range(49):
            before = torch.zeros(n, dtype=torch.int64) if t == 0 else drawn[:, t - 1]
            x = (self.embedding(before) + self.place.weight[t]).unsqueeze(1)
            for block, key, value in zip(self.blocks, keys, values):
                q, k, v = block.query_key_value(x)
                key[:, :, t : t + 1] = k
                value[:, :, t : t + 1] = v
                x = block.finish(
                    x, q.matmul(key[:, :, : t + 1].transpose(2, 3)).softmax(-1).matmul(value[:, :, : t + 1])
                )
            drawn[:, t] = self.head(x).squeeze(1).argmax(1)
        return drawn


def gpt():
    model = Gpt()
    codes = (images(64, 7) * 127).round().long().view(64, 49)
    return Step([model], lambda: F.cross_entropy(model(codes).flatten(0, 1), codes.flatten()))


def draw_gpt():
    model = Gpt()
    return plain(lambda codes: model(codes.flatten(1)).transpose(1, 2).reshape(4, 128, 7, 7))


def draw_gpt_cached():
    model = Gpt()
    return Drawing(lambda: model.draw(4))


class Epoch:
    """An epoch over 60,000 images of 784 numbers: shuffle, gather, step."""

    def __init__(self):
        self.data = images(60_000, 28).flatten(1)
        self.net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784))
        self.optimizer = torch.optim.Adam(self.net.parameters(), 1e-3)

    def run(self, steps):
        for _ in range(steps):
            order = torch.randperm(60_000)
            for start in range(0, 60_000, 256):
                x = self.data.index_select(0, order[start : start + 256])
                value = bernoulli(x, self.net(x))
                self.optimizer.zero_grad()
                value.backward()
                self.optimizer.step()
        return value.item()


cases = {
    "dense": dense,
    "vae": vae,
    "pooled": pooled,
    "strided": strided,
    "beta-vae": beta_vae,
    "vq-vae": vq_vae,
    "pixel-cnn": pixel_cnn,
    "gpt": gpt,
    "draw-pixel-cnn": draw_pixel_cnn,
    "draw-gpt": draw_gpt,
    "draw-gpt-cached": draw_gpt_cached,
    "epoch": Epoch,
}

work = None
for line in sys.stdin:
    name, *rest = line.split()
    if name == "versions":
        print(
            f"Python {sys.version.split()[0]}, torch {torch.__version__}{'' if one_dnn else ' without oneDNN'}",
            flush=True,
        )
    elif name == "peak":
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
    elif name == "make":
        work = None  # one model at a time, as in the other process
        torch.manual_seed(1)
        work = cases[rest[0]]()
        print("made", flush=True)
    else:
        start = time.perf_counter()
        value = work.run(int(rest[0]))
        print(repr(time.perf_counter() - start), repr(value), flush=True)
