namespace TorchSharp;

public enum Padding { Valid = 0, Same = 1 }

public enum EmbeddingBagMode { Sum = 0, Mean = 1, Max = 2 }

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction { None = 0, Mean = 1, Sum = 2 }

        public enum NonLinearities { ReLU = 0, Tanh = 1 }

        public enum Activations { ReLU = 0, GELU = 1 }
    }
}
