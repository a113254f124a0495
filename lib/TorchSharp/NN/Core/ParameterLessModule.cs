using static TorchSharp.torch;

namespace TorchSharp.Modules;

public interface IParameterLessModule { }

// One class for each number of arguments. Nothing can be registered with them, so there is nothing to move or convert.

public abstract class ParameterLessModule<T, TResult> : nn.Module<T, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal(GetName(), "buffer");
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal(GetName(), "parameter");
    public override void register_module(string name, nn.Module submodule) => throw ParameterLess.Refusal(GetName(), "submodule");
}

public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal(GetName(), "buffer");
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal(GetName(), "parameter");
    public override void register_module(string name, nn.Module submodule) => throw ParameterLess.Refusal(GetName(), "submodule");
}

public abstract class ParameterLessModule<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal(GetName(), "buffer");
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal(GetName(), "parameter");
    public override void register_module(string name, nn.Module submodule) => throw ParameterLess.Refusal(GetName(), "submodule");
}

public abstract class ParameterLessModule<T1, T2, T3, T4, TResult> : nn.Module<T1, T2, T3, T4, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal(GetName(), "buffer");
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal(GetName(), "parameter");
    public override void register_module(string name, nn.Module submodule) => throw ParameterLess.Refusal(GetName(), "submodule");
}

public abstract class ParameterLessModule<T1, T2, T3, T4, T5, TResult> : nn.Module<T1, T2, T3, T4, T5, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal(GetName(), "buffer");
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal(GetName(), "parameter");
    public override void register_module(string name, nn.Module submodule) => throw ParameterLess.Refusal(GetName(), "submodule");
}

public abstract class ParameterLessModule<T1, T2, T3, T4, T5, T6, TResult> : nn.Module<T1, T2, T3, T4, T5, T6, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name) { }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw ParameterLess.Refusal(GetName(), "buffer");
    public override void register_parameter(string name, Parameter param) => throw ParameterLess.Refusal(GetName(), "parameter");
    public override void register_module(string name, nn.Module submodule) => throw ParameterLess.Refusal(GetName(), "submodule");
}

static class ParameterLess
{
    public static InvalidOperationException Refusal(string module, string what) => new($"{module} has no parameters or parts; a {what} cannot be registered with it.");
}
