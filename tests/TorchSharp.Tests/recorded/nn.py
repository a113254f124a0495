"""Records what PyTorch computes, for the tests of lib/TorchSharp/NN and Optim.

Run with the distribution's PyTorch (package python3-torch), in this folder:  /usr/bin/python3 nn.py
"""
import json

import torch
from torch import nn
import torch.nn.functional as F

torch.set_num_threads(1)


def values(t):
    return [float(f"{v:.9g}") for v in t.detach().double().flatten().tolist()]


def digest(t):
    """The first 16 values, and for more than that two weighted sums of all of them."""
    t = t.detach().double().flatten()
    if t.numel() <= 16:
        return values(t)
    i = torch.arange(t.numel(), dtype=torch.float64)
    return values(torch.cat([t[:16], ((0.3 * i).cos() * t).sum()[None], ((0.9 * i).sin() * t).sum()[None]]))


def sizes(t):
    return list(t.shape)


def ramp(*shape, dtype=torch.float64):
    """Values that the tests make again without a random generator."""
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n, dtype=torch.float64) * 0.7).sin().reshape(shape).to(dtype)


def first_weights():
    """The first values that each layer draws after manual_seed(0)."""
    layers = {
        "Linear": lambda: nn.Linear(7, 5),
        "Bilinear": lambda: nn.Bilinear(3, 4, 5),
        "Conv1d": lambda: nn.Conv1d(4, 6, 3, groups=2),
        "Conv2d": lambda: nn.Conv2d(3, 8, 3),
        "ConvTranspose2d": lambda: nn.ConvTranspose2d(6, 4, 4, stride=2, padding=1),
        "Embedding": lambda: nn.Embedding(6, 5, padding_idx=2),
        "MultiheadAttention": lambda: nn.MultiheadAttention(8, 2),
        "LSTM": lambda: nn.LSTM(3, 4, num_layers=2, bidirectional=True),
        "GRUCell": lambda: nn.GRUCell(3, 4),
        "TransformerEncoderLayer": lambda: nn.TransformerEncoderLayer(8, 2, 16),
    }
    out = {}
    for name, make in layers.items():
        torch.manual_seed(0)
        out[name] = {k: {"shape": sizes(p), "values": digest(p)} for k, p in make().named_parameters()}
    return out


def inits():
    def of(f, *shape):
        torch.manual_seed(0)
        return {"shape": list(shape), "values": digest(f(torch.empty(*shape)))}
    return {
        "xavier_uniform_": of(nn.init.xavier_uniform_, 4, 6),
        "xavier_normal_": of(nn.init.xavier_normal_, 4, 6),
        "kaiming_uniform_": of(nn.init.kaiming_uniform_, 4, 3, 2),
        "kaiming_normal_": of(lambda t: nn.init.kaiming_normal_(t, mode="fan_out", nonlinearity="relu"), 4, 6),
        "trunc_normal_": of(nn.init.trunc_normal_, 4, 6),
        "orthogonal_": of(nn.init.orthogonal_, 3, 5),
    }


def run(f, *inputs):
    """Output, and the gradients of its cosine-weighted sum with respect to the inputs."""
    inputs = [i.clone().requires_grad_() if i.is_floating_point() else i for i in inputs]
    y = f(*inputs)
    w = (torch.arange(y.numel(), dtype=torch.float64) * 0.3).cos().reshape(y.shape).to(y.dtype)
    (y * w).sum().backward()
    return {"shape": sizes(y), "output": digest(y), "grads": [digest(i.grad) for i in inputs if i.is_floating_point() and i.grad is not None]}


def functions():
    x = ramp(2, 3, 4)
    img = ramp(2, 4, 6, 5)
    line = ramp(2, 4, 7)
    vol = ramp(1, 2, 4, 5, 3)
    out = {}
    def act(name, f): out[name] = run(f, x)
    act("relu", F.relu); act("relu6", F.relu6); act("leaky_relu", lambda t: F.leaky_relu(t, 0.2)); act("elu", lambda t: F.elu(t, 0.7))
    act("celu", lambda t: F.celu(t, 0.7)); act("selu", F.selu); act("gelu", F.gelu); act("gelu_tanh", lambda t: F.gelu(t, approximate="tanh"))
    act("silu", F.silu); act("mish", F.mish); act("sigmoid", torch.sigmoid); act("logsigmoid", F.logsigmoid); act("hardsigmoid", F.hardsigmoid)
    act("hardswish", F.hardswish); act("tanh", torch.tanh); act("hardtanh", lambda t: F.hardtanh(t, -0.5, 0.3)); act("tanhshrink", F.tanhshrink)
    act("hardshrink", F.hardshrink); act("softshrink", F.softshrink); act("softplus", lambda t: F.softplus(t, 2.0, 20)); act("softsign", F.softsign)
    act("threshold", lambda t: F.threshold(t, 0.1, -3)); act("softmax", lambda t: F.softmax(t, 1)); act("log_softmax", lambda t: F.log_softmax(t, 1))
    act("softmin", lambda t: F.softmin(t, 1)); act("glu", F.glu); act("rrelu", F.rrelu)
    out["prelu"] = run(F.prelu, x, torch.tensor([0.1, 0.2, 0.3], dtype=torch.float64))
    act("normalize", F.normalize)
    out["linear"] = run(F.linear, x, ramp(5, 4), ramp(5))
    out["bilinear"] = run(F.bilinear, ramp(6, 3), ramp(6, 4), ramp(2, 3, 4), ramp(2))
    out["cosine_similarity"] = run(F.cosine_similarity, ramp(4, 5), ramp(4, 5) + 0.3)
    out["pairwise_distance"] = run(F.pairwise_distance, ramp(4, 5), ramp(4, 5) + 0.3)
    out["conv1d"] = run(lambda a, w, b: F.conv1d(a, w, b, 2, 1), line, ramp(6, 4, 3), ramp(6))
    out["conv2d"] = run(lambda a, w, b: F.conv2d(a, w, b, (2, 1), (1, 0), (1, 2), 2), img, ramp(6, 2, 3, 2), ramp(6))
    out["conv2d_same"] = run(lambda a, w: F.conv2d(a, w, None, padding="same"), img, ramp(3, 4, 2, 3))
    out["conv3d"] = run(lambda a, w: F.conv3d(a, w, None, 1, 1), vol, ramp(2, 2, 2, 2, 2))
    out["conv_transpose1d"] = run(lambda a, w, b: F.conv_transpose1d(a, w, b, 2, 1, 1), line, ramp(4, 3, 3), ramp(3))
    out["conv_transpose2d"] = run(lambda a, w, b: F.conv_transpose2d(a, w, b, 2, 1, 1, 2), img, ramp(4, 3, 3, 3), ramp(6))
    out["conv_transpose3d"] = run(lambda a, w: F.conv_transpose3d(a, w, None, 2), vol, ramp(2, 3, 2, 2, 2))
    out["unfold"] = run(lambda a: F.unfold(a, (3, 2), 1, 1, 2), img)
    out["fold"] = run(lambda a: F.fold(a, (4, 4), (2, 2)), ramp(2, 12, 9))
    out["max_pool1d"] = run(lambda a: F.max_pool1d(a, 3, 2, 1), line)
    out["max_pool2d"] = run(lambda a: F.max_pool2d(a, 2), img)
    out["max_pool3d"] = run(lambda a: F.max_pool3d(a, 2, 1), vol)
    out["avg_pool1d"] = run(lambda a: F.avg_pool1d(a, 3, 2, 1), line)
    out["avg_pool2d"] = run(lambda a: F.avg_pool2d(a, (2, 3), (2, 1), count_include_pad=False), img)
    out["avg_pool3d"] = run(lambda a: F.avg_pool3d(a, 2), vol)
    out["lp_pool1d"] = run(lambda a: F.lp_pool1d(a.abs(), 3.0, 2), line)
    out["lp_pool2d"] = run(lambda a: F.lp_pool2d(a, 2.0, 2), img)
    out["adaptive_avg_pool1d"] = run(lambda a: F.adaptive_avg_pool1d(a, 3), line)
    out["adaptive_avg_pool2d"] = run(lambda a: F.adaptive_avg_pool2d(a, (3, 2)), img)
    out["adaptive_avg_pool3d"] = run(lambda a: F.adaptive_avg_pool3d(a, 2), vol)
    out["adaptive_max_pool2d"] = run(lambda a: F.adaptive_max_pool2d(a, (3, 2)), img)
    out["max_unpool1d"] = run(lambda a: F.max_unpool1d(*F.max_pool1d(a, 2, return_indices=True), 2, output_size=(7,)), line)
    out["max_unpool2d"] = run(lambda a: F.max_unpool2d(*F.max_pool2d(a, 2, return_indices=True), 2, output_size=(6, 5)), img)
    out["layer_norm"] = run(lambda a, w, b: F.layer_norm(a, (4,), w, b), x, ramp(4), ramp(4))
    out["group_norm"] = run(lambda a, w, b: F.group_norm(a, 2, w, b), img, ramp(4), ramp(4))
    out["instance_norm"] = run(lambda a: F.instance_norm(a), img)
    out["batch_norm"] = run(lambda a, w, b: F.batch_norm(a, None, None, w, b, True), img, ramp(4), ramp(4))
    out["local_response_norm"] = run(lambda a: F.local_response_norm(a, 3, 0.1), img)
    out["pixel_shuffle"] = run(lambda a: F.pixel_shuffle(a, 2), img)
    out["pixel_unshuffle"] = run(lambda a: F.pixel_unshuffle(a, 3), ramp(1, 2, 6, 3))
    out["pad_constant"] = run(lambda a: F.pad(a, (1, 2, 0, 1), value=0.5), img)
    out["pad_reflect"] = run(lambda a: F.pad(a, (1, 2, 3, 1), mode="reflect"), img)
    out["pad_replicate"] = run(lambda a: F.pad(a, (1, 2, 3, 1), mode="replicate"), img)
    out["pad_circular"] = run(lambda a: F.pad(a, (1, 2, 3, 1), mode="circular"), img)
    out["nearest"] = run(lambda a: F.interpolate(a, scale_factor=2), img)
    out["nearest_exact"] = run(lambda a: F.interpolate(a, size=(4, 9), mode="nearest-exact"), img)
    out["bilinear_scaled"] = run(lambda a: F.interpolate(a, scale_factor=(1.5, 2.3), mode="bilinear"), img)
    out["bilinear_recomputed"] = run(lambda a: F.interpolate(a, scale_factor=(1.5, 2.3), mode="bilinear", recompute_scale_factor=True), img)
    out["bilinear_corners"] = run(lambda a: F.interpolate(a, size=(9, 7), mode="bilinear", align_corners=True), img)
    out["bicubic"] = run(lambda a: F.interpolate(a, size=(9, 7), mode="bicubic"), img)
    out["bicubic_smooth"] = run(lambda a: F.interpolate(a, size=(3, 3), mode="bicubic", antialias=True), img)
    out["area"] = run(lambda a: F.interpolate(a, size=(3, 2), mode="area"), img)
    out["linear1d"] = run(lambda a: F.interpolate(a, size=11, mode="linear"), line)
    out["trilinear"] = run(lambda a: F.interpolate(a, scale_factor=2, mode="trilinear"), vol)
    grid = F.affine_grid(torch.tensor([[[0.8, 0.2, 0.1], [-0.1, 0.9, 0.0]]] * 2, dtype=torch.float64), (2, 4, 3, 4), align_corners=False)
    out["grid_sample"] = run(lambda a: F.grid_sample(a, grid, align_corners=False), img)
    return out


def losses():
    out = {}
    x, t = ramp(4, 5), (ramp(4, 5) * 1.7).cos()
    p, q = torch.sigmoid(x), torch.sigmoid(t)
    classes = torch.tensor([1, 0, 4, 2])
    sign = torch.tensor([1., -1., 1., -1.], dtype=torch.float64)
    w = torch.tensor([0.2, 0.5, 1.0, 1.5, 2.0], dtype=torch.float64)
    for r in ("none", "mean", "sum"):
        def put(name, f, *i): out[f"{name}:{r}"] = run(f, *i)
        put("binary_cross_entropy", lambda a: F.binary_cross_entropy(a, q, w, reduction=r), p)
        put("binary_cross_entropy_with_logits", lambda a: F.binary_cross_entropy_with_logits(a, q, w, reduction=r, pos_weight=w + 1), x)
        put("mse_loss", lambda a: F.mse_loss(a, t, reduction=r), x)
        put("l1_loss", lambda a: F.l1_loss(a, t, reduction=r), x)
        put("smooth_l1_loss", lambda a: F.smooth_l1_loss(a, t, reduction=r, beta=0.5), x)
        put("huber_loss", lambda a: F.huber_loss(a, t, reduction=r, delta=0.4), x)
        put("cross_entropy", lambda a: F.cross_entropy(a, classes, w, ignore_index=4, reduction=r, label_smoothing=0.1), x)
        put("nll_loss", lambda a: F.nll_loss(F.log_softmax(a, 1), classes, w, reduction=r), x)
        put("kl_div", lambda a: F.kl_div(F.log_softmax(a, 1), F.log_softmax(t, 1), reduction=r, log_target=True), x)
        put("cosine_embedding_loss", lambda a, b: F.cosine_embedding_loss(a, b, sign, 0.1, reduction=r), x, t)
        put("hinge_embedding_loss", lambda a: F.hinge_embedding_loss(a, t.sign(), 0.7, reduction=r), x)
        put("margin_ranking_loss", lambda a, b: F.margin_ranking_loss(a, b, sign, 0.2, reduction=r), x[:, 0].clone(), t[:, 0].clone())
        put("soft_margin_loss", lambda a: F.soft_margin_loss(a, t.sign(), reduction=r), x)
        put("multi_margin_loss", lambda a: F.multi_margin_loss(a, classes, 1, 0.8, w, reduction=r), x)
        put("multi_label_margin_loss", lambda a: F.multilabel_margin_loss(a, torch.tensor([[1, 3, -1, 0, 0]] * 4), reduction=r), x)
        put("multilabel_soft_margin_loss", lambda a: F.multilabel_soft_margin_loss(a, (q > 0.5).double(), w, reduction=r), x)
        put("poisson_nll_loss", lambda a: F.poisson_nll_loss(a, q * 5, full=True, reduction=r), x)
        put("gaussian_nll_loss", lambda a, v: F.gaussian_nll_loss(a, t, v, full=True, reduction=r), x, q)
        put("triplet_margin_loss", lambda a, b: F.triplet_margin_loss(a, b, x.flip(0), 1.0, 2, swap=True, reduction=r), x, t)
        put("triplet_margin_with_distance_loss", lambda a, b: F.triplet_margin_with_distance_loss(a, b, x.flip(0), margin=1.0, swap=True, reduction=r), x, t)
    lp = ramp(6, 2, 5)
    out["ctc_loss:mean"] = run(lambda a: F.ctc_loss(F.log_softmax(a, 2), torch.tensor([[1, 2], [3, 3]]), torch.tensor([6, 6]), torch.tensor([2, 2])), lp)
    return out


def trajectories():
    """Parameters after each of 12 steps on a small quadratic with a twist, for every optimizer and option."""
    def path(make):
        a = nn.Parameter(ramp(3)); b = nn.Parameter(ramp(2, 2) + 0.5)
        opt = make([a, b])
        out = []
        for step in range(12):
            opt.zero_grad()
            loss = ((a - 1) ** 2).sum() + (b.sin() * b).sum() * (1 + 0.1 * step) + a[0] * b[0, 0]
            loss.backward()
            opt.step()
            out.append(values(torch.cat([a.detach().flatten(), b.detach().flatten()])))
        return out
    o = torch.optim
    cases = {
        "SGD": lambda p: o.SGD(p, 0.05),
        "SGD momentum": lambda p: o.SGD(p, 0.05, 0.9),
        "SGD dampening": lambda p: o.SGD(p, 0.05, 0.9, 0.3),
        "SGD nesterov": lambda p: o.SGD(p, 0.05, 0.9, nesterov=True),
        "SGD decay maximize": lambda p: o.SGD(p, 0.01, 0.5, weight_decay=0.1, maximize=True),
        "Adam": lambda p: o.Adam(p, 0.05),
        "Adam decay": lambda p: o.Adam(p, 0.05, (0.8, 0.95), 1e-6, 0.1),
        "Adam amsgrad": lambda p: o.Adam(p, 0.3, amsgrad=True),
        "Adam maximize": lambda p: o.Adam(p, 0.05, maximize=True),
        "AdamW": lambda p: o.AdamW(p, 0.05, weight_decay=0.2),
        "AdamW amsgrad": lambda p: o.AdamW(p, 0.3, weight_decay=0.01, amsgrad=True),
        "RMSProp": lambda p: o.RMSprop(p, 0.02),
        "RMSProp centered": lambda p: o.RMSprop(p, 0.02, centered=True),
        "RMSProp momentum decay": lambda p: o.RMSprop(p, 0.02, momentum=0.7, weight_decay=0.1),
        "Adagrad": lambda p: o.Adagrad(p, 0.1),
        "Adagrad decays": lambda p: o.Adagrad(p, 0.1, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.5),
        "Adadelta": lambda p: o.Adadelta(p, 1.0),
        "Adadelta decay": lambda p: o.Adadelta(p, 0.5, rho=0.8, weight_decay=0.1),
        "Adamax": lambda p: o.Adamax(p, 0.05),
        "NAdam": lambda p: o.NAdam(p, 0.05, foreach=True),  # 1.13 multiplies by one factor too many without foreach
        "RAdam": lambda p: o.RAdam(p, 0.05),
        "ASGD": lambda p: o.ASGD(p, 0.05, t0=4, weight_decay=0.1),
        "Rprop": lambda p: o.Rprop(p, 0.05),
    }
    return {name: path(make) for name, make in cases.items()}


def schedules():
    s = torch.optim.lr_scheduler
    def rates(make, steps=12, momentum=False):
        a, b = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
        opt = torch.optim.SGD([{"params": [a], "lr": 0.1}, {"params": [b], "lr": 0.02}], lr=0.1, momentum=0.9)
        sch = make(opt)
        out = []
        for i in range(steps):
            out.append([g["lr"] for g in opt.param_groups] + ([g["momentum"] for g in opt.param_groups] if momentum else []))
            opt.step()
            if isinstance(sch, s.ReduceLROnPlateau):
                sch.step([1.0, 0.9, 0.91, 0.92, 0.93, 0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56][i])
            else:
                sch.step()
        return out
    return {
        "StepLR": rates(lambda o: s.StepLR(o, 3, 0.5)),
        "MultiStepLR": rates(lambda o: s.MultiStepLR(o, [2, 5, 5], 0.5)),
        "ExponentialLR": rates(lambda o: s.ExponentialLR(o, 0.8)),
        "PolynomialLR": rates(lambda o: s.PolynomialLR(o, 6, 2.0)) if hasattr(s, "PolynomialLR") else None,
        "ConstantLR": rates(lambda o: s.ConstantLR(o, 0.5, 4)),
        "LinearLR": rates(lambda o: s.LinearLR(o, 0.25, 0.9, 5)),
        "CosineAnnealingLR": rates(lambda o: s.CosineAnnealingLR(o, 5, 0.001)),
        "LambdaLR": rates(lambda o: s.LambdaLR(o, lambda e: 0.95 ** e)),
        "MultiplicativeLR": rates(lambda o: s.MultiplicativeLR(o, lambda e: 1 / (1 + 0.1 * e))),
        "CyclicLR": rates(lambda o: s.CyclicLR(o, 0.01, 0.1, 3, 2), momentum=True),
        "CyclicLR triangular2": rates(lambda o: s.CyclicLR(o, 0.01, 0.1, 2, mode="triangular2"), momentum=True),
        "CyclicLR exp_range": rates(lambda o: s.CyclicLR(o, 0.01, 0.1, 2, mode="exp_range", gamma=0.9), momentum=True),
        "OneCycleLR": rates(lambda o: s.OneCycleLR(o, 0.5, total_steps=13), momentum=True),
        "OneCycleLR linear three": rates(lambda o: s.OneCycleLR(o, [0.5, 0.1], total_steps=13, anneal_strategy="linear", three_phase=True, pct_start=0.4), momentum=True),
        "ReduceLROnPlateau": rates(lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=1, cooldown=1)),
        "ChainedLR": rates(lambda o: s.ChainedScheduler([s.ConstantLR(o, 0.1, 2), s.ExponentialLR(o, 0.9)])),
        "SequentialLR": rates(lambda o: s.SequentialLR(o, [s.ConstantLR(o, 0.1, 2), s.ExponentialLR(o, 0.9)], [3])),
    }


def modules():
    """Outputs of the composed modules with weights drawn after manual_seed(0), in float32, dropout off."""
    out = {}
    def put(name, make, call):
        torch.manual_seed(0)
        m = make()
        m.eval()
        r = call(m)
        r = r if isinstance(r, tuple) else (r,)
        out[name] = [{"shape": sizes(v), "values": digest(v)} for v in r]
    f = torch.float32
    seq = ramp(4, 2, 8, dtype=f)
    put("MultiheadAttention", lambda: nn.MultiheadAttention(8, 2), lambda m: m(seq, seq, seq))
    put("MultiheadAttention masked", lambda: nn.MultiheadAttention(8, 2),
        lambda m: m(seq, seq, seq, key_padding_mask=torch.tensor([[False, False, True, False], [False] * 4]), attn_mask=torch.triu(torch.full((4, 4), float("-inf")), 1)))
    put("MultiheadAttention cross", lambda: nn.MultiheadAttention(8, 2, kdim=3, vdim=5, bias=False, add_zero_attn=True), lambda m: m(seq, ramp(3, 2, 3, dtype=f), ramp(3, 2, 5, dtype=f)))
    put("MultiheadAttention bias_kv", lambda: nn.MultiheadAttention(8, 4, add_bias_kv=True), lambda m: m(seq, seq, seq))
    for act in ("relu", "gelu"):
        put(f"TransformerEncoderLayer {act}", lambda: nn.TransformerEncoderLayer(8, 2, 16, activation=act), lambda m: m(seq, src_mask=torch.triu(torch.full((4, 4), float("-inf")), 1)))
    put("TransformerEncoder", lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2), lambda m: m(seq))
    put("TransformerDecoder", lambda: nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16), 2), lambda m: m(seq, seq.flip(0)))
    put("Transformer", lambda: nn.Transformer(8, 2, 1, 1, 16), lambda m: m(seq, seq.flip(0)))
    x = ramp(5, 2, 3, dtype=f)
    def flat(r): return (r[0], *(r[1] if isinstance(r[1], tuple) else (r[1],)))
    put("LSTM", lambda: nn.LSTM(3, 4, num_layers=2, bidirectional=True), lambda m: flat(m(x)))
    put("GRU", lambda: nn.GRU(3, 4, batch_first=True, bias=False), lambda m: flat(m(x)))
    put("RNN", lambda: nn.RNN(3, 4, nonlinearity="relu"), lambda m: flat(m(x, ramp(1, 2, 4, dtype=f))))
    put("LSTMCell", lambda: nn.LSTMCell(3, 4), lambda m: m(x[0]))
    put("GRUCell", lambda: nn.GRUCell(3, 4), lambda m: m(x[0], ramp(2, 4, dtype=f)))
    put("RNNCell", lambda: nn.RNNCell(3, 4), lambda m: m(x[0]))
    put("EmbeddingBag", lambda: nn.EmbeddingBag(10, 3, mode="mean"), lambda m: m(torch.tensor([1, 2, 4, 5, 4, 3, 2, 9]), torch.tensor([0, 4])))
    put("BatchNorm1d", lambda: nn.BatchNorm1d(8), lambda m: (m.train(), m(seq.reshape(8, 8)), m(seq.reshape(8, 8) * 2), m.running_mean, m.running_var, m.eval()(seq.reshape(8, 8)))[1:])
    return out


def training():
    """An autoencoder 6-3-6 trained for 20 steps of Adam from manual_seed(0)."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(6, 3), nn.ReLU(), nn.Linear(3, 6), nn.Sigmoid())
    opt = torch.optim.Adam(model.parameters(), 1e-2)
    x = torch.sigmoid(ramp(16, 6, dtype=torch.float32))
    out = []
    for _ in range(20):
        opt.zero_grad()
        loss = F.binary_cross_entropy(model(x), x)
        loss.backward()
        opt.step()
        out.append(float(f"{loss.item():.9g}"))
    return out


def main():
    record = {
        "torch": torch.__version__, "first_weights": first_weights(), "inits": inits(), "functions": functions(), "losses": losses(),
        "trajectories": trajectories(), "schedules": schedules(), "modules": modules(), "training": training(),
    }
    with open("nn.json", "w") as f:
        json.dump(record, f, separators=(",", ":"))
        f.write("\n")


main()
