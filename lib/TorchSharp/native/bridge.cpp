// Calls libtorch from .NET: any operator by its schema name, and the little that is no operator
// (metadata, autograd, random state, settings). Every entry runs inside guard(), so no C++ exception
// crosses into managed code; the text of the last one waits in a thread-local until it is read.
//
// A tensor's handle is its TensorImpl* and stands for one reference.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/ScalarOps.h>
#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/core/stack.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>
#include <torch/version.h>
#include <variant>

#if TORCH_VERSION_MAJOR < 2
namespace Warnings = c10::Warning;
#else
namespace Warnings = c10::WarningUtils;
#endif

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

enum Status : int32_t { Ok = 0, Failed = 1, ManagedFailed = 2, BadArgument = 3 };

// What a managed callback threw: its own side keeps the exception under this key.
struct ManagedError : std::exception {
  int64_t key;
  explicit ManagedError(int64_t key) : key(key) {}
  const char* what() const noexcept override { return "an exception in managed code"; }
};

thread_local std::string error_text;
thread_local int64_t error_key = 0;

template <typename F>
int32_t guard(F&& body) noexcept {
  try {
    body();
    return Ok;
  } catch (const ManagedError& e) {
    error_key = e.key;
    return ManagedFailed;
  } catch (const std::invalid_argument& e) {
    error_text = e.what();
    return BadArgument;
  } catch (const c10::Error& e) {
    error_text = e.what_without_backtrace();
  } catch (const std::exception& e) {
    error_text = e.what();
  } catch (...) {
    error_text = "an unknown C++ exception";
  }
  return Failed;
}

// ---- Values that cross the boundary -------------------------------------------------------------

enum Tag : int32_t {
  Default, None, TensorValue, Int, Double, Bool, Complex, String, Device, Generator,
  TensorList, IntList, DoubleList, BoolList
};

struct Value {
  int32_t tag;
  int32_t extra;   // device index
  int64_t count;   // elements of a list, bytes of a string; of a returned tensor: bytes of storage it brought to life
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

using Impl = c10::TensorImpl;

// A tensor for the time of a call, without a reference of its own: the caller holds one.
class Lent {
  at::Tensor t;
 public:
  explicit Lent(Impl* impl) : t(c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>::reclaim(impl)) {}
  Lent(const Lent&) = delete;
  ~Lent() { t.unsafeReleaseTensorImpl(); }
  const at::Tensor& operator*() const { return t; }
};

at::Tensor borrow(Impl* impl) {
  return impl == nullptr
      ? at::Tensor()
      : at::Tensor(c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>::reclaim_copy(impl));
}

// Bytes of storage that live only because of this tensor: none for a view or a second handle.
int64_t own_bytes(const at::Tensor& t) {
  auto impl = t.unsafeGetTensorImpl();
  if (t.use_count() != 1 || !impl->has_storage() || impl->is_meta()) return 0;
  if (impl->autograd_meta() != nullptr && t.is_view()) return 0;
  return static_cast<int64_t>(impl->unsafe_storage().nbytes());
}

Value give(at::Tensor t) {
  Value v{};
  if (!t.defined()) {
    v.tag = None;
    return v;
  }
  v.tag = TensorValue;
  v.count = own_bytes(t);
  v.pointer = t.unsafeReleaseTensorImpl();
  return v;
}

std::vector<at::Tensor> tensors(Impl** list, int64_t count) {
  std::vector<at::Tensor> result;
  result.reserve(count);
  for (int64_t i = 0; i < count; i++) result.push_back(borrow(list[i]));
  return result;
}

// A returned list stays readable on its thread until the next one is returned.
thread_local std::vector<Value> list_buffer;

template <typename List>
void give_list(const List& list, Value& out) {
  list_buffer.clear();
  for (const at::Tensor& t : list) list_buffer.push_back(give(t));
  out.tag = TensorList;
  out.count = static_cast<int64_t>(list_buffer.size());
  out.pointer = list_buffer.data();
}

// ---- Operators by schema name ---------------------------------------------------------------------

// The operators that take one tensor or two (and perhaps a factor, or a type) and return one are most of all calls: these skip the stack.
using Unary = c10::TypedOperatorHandle<at::Tensor(const at::Tensor&)>;
using Reducing = c10::TypedOperatorHandle<at::Tensor(const at::Tensor&, c10::optional<at::ScalarType>)>;
using Binary = c10::TypedOperatorHandle<at::Tensor(const at::Tensor&, const at::Tensor&)>;
using Scaled = c10::TypedOperatorHandle<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Scalar&)>;
using Direct = std::variant<std::monostate, Unary, Reducing, Binary, Scaled>;

Direct direct(const c10::OperatorHandle& op) {
  const auto& schema = op.schema();
  auto is_tensor = [](const c10::Argument& a) { return a.type()->kind() == c10::TypeKind::TensorType && a.alias_info() == nullptr; };
  if (schema.returns().size() != 1 || !is_tensor(schema.returns()[0])) return {};
  const auto& in = schema.arguments();
  if (in.empty() || !is_tensor(in[0])) return {};
  if (in.size() == 1) return op.typed<at::Tensor(const at::Tensor&)>();
  if (in.size() == 2 && in[1].name() == "dtype" && in[1].type()->kind() == c10::TypeKind::OptionalType)
    return op.typed<at::Tensor(const at::Tensor&, c10::optional<at::ScalarType>)>();
  if (!is_tensor(in[1])) return {};
  if (in.size() == 2) return op.typed<at::Tensor(const at::Tensor&, const at::Tensor&)>();
  if (in.size() == 3 && in[2].type()->kind() == c10::TypeKind::NumberType)
    return op.typed<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Scalar&)>();
  return {};
}

bool is_real(const Value& v) { return v.tag == Int || v.tag == Double || v.tag == Bool; }

// A real number beside a tensor of floats takes that tensor's type at once: libtorch would convert it in an operator of its own.
at::Tensor number_beside(const at::Tensor& other, const Value& v) {
  const auto type = other.scalar_type();
  const auto value = v.tag == Double ? at::Scalar(v.real) : v.tag == Bool ? at::Scalar(v.integer != 0) : at::Scalar(v.integer);
  auto number = type == at::kFloat || type == at::kDouble ? at::detail::scalar_tensor_static(value, type, at::kCPU) : c10::scalar_to_tensor(value);
  number.unsafeGetTensorImpl()->set_wrapped_number(true);
  return number;
}

struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults;  // per argument; None where the schema has none
  std::vector<bool> has_default, is_tensor, is_float, is_optional, is_optional_list;

  Direct direct;

  explicit Operator(c10::OperatorHandle h) : handle(h), direct(::direct(h)) {
    for (const auto& argument : handle.schema().arguments()) {
      auto type = argument.type();
      bool optional_element = false;
      is_optional.push_back(type->kind() == c10::TypeKind::OptionalType);
      if (auto maybe = type->cast<c10::OptionalType>()) type = maybe->getElementType();
      if (auto list = type->cast<c10::ListType>()) optional_element = list->getElementType()->kind() == c10::TypeKind::OptionalType;
      has_default.push_back(argument.default_value().has_value());
      defaults.push_back(argument.default_value().has_value() ? *argument.default_value() : c10::IValue());
      is_tensor.push_back(type->kind() == c10::TypeKind::TensorType);
      is_float.push_back(type->kind() == c10::TypeKind::FloatType);
      is_optional_list.push_back(optional_element);
    }
  }

  c10::IValue default_of(size_t i) const {
    if (!has_default[i]) missing(i);
    return defaults[i];
  }

  [[noreturn]] void missing(size_t i) const {
    throw std::invalid_argument(handle.schema().name() + " needs its argument '" + handle.schema().arguments()[i].name() + "'");
  }

  // A number given for a tensor takes part as one of no dimensions that leaves the result's type to the tensors.
  template <typename T>
  c10::IValue number(T value, size_t i) const {
    if (!is_tensor[i]) return c10::IValue(value);
    auto tensor = c10::scalar_to_tensor(value);
    tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
    return c10::IValue(std::move(tensor));
  }

  // Where no gradient is recorded, autograd has nothing to do for an operator that makes no view: the call goes past it.
  template <typename Call>
  static Value run(bool recorded, Call&& call) {
    if (recorded && at::GradMode::is_enabled()) return give(call());
    at::AutoDispatchBelowADInplaceOrView past;
    return give(call());
  }

  bool call_directly(const Value* in, int32_t count, Value& out) const {
    if (std::holds_alternative<std::monostate>(direct) || count == 0) return false;
    if (in[0].tag != TensorValue) {
      if (count < 2 || !is_real(in[0]) || in[1].tag != TensorValue) return false;
      Lent b(static_cast<Impl*>(in[1].pointer));
      return call_two(number_beside(*b, in[0]), *b, in, count, out);
    }
    Lent first(static_cast<Impl*>(in[0].pointer));
    const auto& a = *first;
    if (count > 1 && in[1].tag == TensorValue) return call_two(a, *Lent(static_cast<Impl*>(in[1].pointer)), in, count, out);
    if (count > 1 && is_real(in[1]) && is_tensor[1]) return call_two(a, number_beside(a, in[1]), in, count, out);
    if (auto unary = std::get_if<Unary>(&direct); unary && count == 1)
      out = run(a.requires_grad(), [&] { return unary->call(a); });
    else if (auto reducing = std::get_if<Reducing>(&direct); reducing && (count == 1 || in[1].tag == None))
      out = run(a.requires_grad(), [&] { return reducing->call(a, c10::nullopt); });
    else return false;
    return true;
  }

  bool call_two(const at::Tensor& a, const at::Tensor& b, const Value* in, int32_t count, Value& out) const {
    const bool recorded = a.requires_grad() || b.requires_grad();
    if (auto binary = std::get_if<Binary>(&direct); binary && count == 2) {
      out = run(recorded, [&] { return binary->call(a, b); });
    } else if (auto scaled = std::get_if<Scaled>(&direct)) {
      const auto factor = (count == 3 ? convert(in[2], 2) : default_of(2)).toScalar();
      out = run(recorded, [&] { return scaled->call(a, b, factor); });
    } else {
      return false;
    }
    return true;
  }

  c10::IValue convert(const Value& v, size_t i) const {
    switch (v.tag) {
      case Default: return default_of(i);
      case None:
        if (!is_optional[i]) missing(i);
        return c10::IValue();
      case TensorValue: return c10::IValue(borrow(static_cast<Impl*>(v.pointer)));
      case Int: return is_float[i] ? c10::IValue(static_cast<double>(v.integer)) : number(v.integer, i);
      case Double: return number(v.real, i);
      case Bool: return number(v.integer != 0, i);
      case Complex: {
        auto parts = static_cast<const double*>(v.pointer);
        return number(c10::complex<double>(parts[0], parts[1]), i);
      }
      case String: return c10::IValue(std::string(static_cast<const char*>(v.pointer), v.count));
      case Device: return c10::IValue(c10::Device(static_cast<c10::DeviceType>(v.integer), static_cast<c10::DeviceIndex>(v.extra)));
      case Generator:
        return c10::IValue(at::Generator(
            c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(v.pointer))));
      case TensorList: {
        auto list = static_cast<Impl**>(v.pointer);
        if (is_optional_list[i]) {
          c10::List<std::decay_t<decltype(std::declval<c10::IValue>().toOptional<at::Tensor>())>> result;
          result.reserve(v.count);
          for (int64_t k = 0; k < v.count; k++) {
            if (list[k] == nullptr) result.push_back({});
            else result.push_back(borrow(list[k]));
          }
          return c10::IValue(std::move(result));
        }
        c10::List<at::Tensor> result;
        result.reserve(v.count);
        for (int64_t k = 0; k < v.count; k++) result.push_back(borrow(list[k]));
        return c10::IValue(std::move(result));
      }
      case IntList: return c10::IValue(c10::IntArrayRef(static_cast<const int64_t*>(v.pointer), v.count));
      case DoubleList: return c10::IValue(c10::ArrayRef<double>(static_cast<const double*>(v.pointer), v.count));
      case BoolList: {
        c10::List<bool> result;
        auto bytes = static_cast<const uint8_t*>(v.pointer);
        for (int64_t k = 0; k < v.count; k++) result.push_back(bytes[k] != 0);
        return c10::IValue(std::move(result));
      }
      default: TORCH_CHECK(false, "unknown argument tag ", v.tag);
    }
  }
};

void give_value(c10::IValue value, Value& out) {
  if (value.isTensor()) out = give(std::move(value).toTensor());
  else if (value.isTensorList()) give_list(value.toTensorVector(), out);
  else if (value.isInt()) { out.tag = Int; out.integer = value.toInt(); }
  else if (value.isDouble()) { out.tag = Double; out.real = value.toDouble(); }
  else if (value.isBool()) { out.tag = Bool; out.integer = value.toBool(); }
  else if (value.isNone()) out.tag = None;
  else TORCH_CHECK(false, "cannot return a ", value.tagKind());
}

}  // namespace

EXPORT const char* ts_error_text() { return error_text.c_str(); }
EXPORT int64_t ts_error_key() { return error_key; }

EXPORT int32_t ts_operator(const char* name, const char* overload, void** out) {
  return guard([&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(found.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name, *overload ? "." : "", overload);
    *out = new Operator(*found);
  });
}

EXPORT int32_t ts_call(const Operator* op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
  return guard([&] {
    const size_t expected = op->defaults.size();
    TORCH_CHECK(static_cast<size_t>(count) <= expected, op->handle.schema().name(), " takes ", expected, " arguments, not ", count);
    if (op->call_directly(arguments, count, results[0])) {
      for (int32_t i = 1; i < capacity; i++) results[i].tag = None;
      return;
    }
    torch::jit::Stack stack;
    stack.reserve(std::max<size_t>(expected, 4));
    for (int32_t i = 0; i < count; i++) stack.push_back(op->convert(arguments[i], i));
    for (size_t i = count; i < expected; i++) stack.push_back(op->default_of(i));
    op->handle.callBoxed(stack);
    TORCH_CHECK(stack.size() <= static_cast<size_t>(capacity), op->handle.schema().name(), " returned ", stack.size(), " values");
    for (size_t i = 0; i < stack.size(); i++) give_value(std::move(stack[i]), results[i]);
    for (size_t i = stack.size(); i < static_cast<size_t>(capacity); i++) results[i].tag = None;
  });
}

// ---- Tensors ----------------------------------------------------------------------------------------

EXPORT void ts_release(Impl* impl) {
  guard([&] { c10::raw::intrusive_ptr::decref(impl); });
}

EXPORT void ts_retain(Impl* impl) { c10::raw::intrusive_ptr::incref(impl); }

// These two touch memory only and never wait: managed code calls them without leaving its GC mode.
EXPORT int64_t ts_sizes(Impl* impl, int64_t* out, int64_t capacity) {
  int64_t n = -1;
  guard([&] {
    auto sizes = impl->sizes();
    n = static_cast<int64_t>(sizes.size());
    for (int64_t i = 0; i < n && i < capacity; i++) out[i] = sizes[i];
  });
  return n;
}

enum Property : int32_t {
  Dtype, Layout, DeviceKind, DeviceIndex, Numel, StorageOffset, ElementSize, RequiresGrad, IsLeaf, IsContiguous,
  IsConj, IsNeg, Version, StorageBytes, IsQuantized, HasStorage, IsInference, RetainsGrad, IsPinned, IsView, StoragePointer,
  DataPointer, IsChannelsLast
};

EXPORT int32_t ts_property(Impl* impl, int32_t property, int64_t* out) {
  return guard([&] {
    auto t = borrow(impl);
    switch (property) {
      case Dtype: *out = static_cast<int64_t>(t.scalar_type()); break;
      case Layout: *out = static_cast<int64_t>(t.layout()); break;
      case DeviceKind: *out = static_cast<int64_t>(t.device().type()); break;
      case DeviceIndex: *out = t.device().index(); break;
      case Numel: *out = t.numel(); break;
      case StorageOffset: *out = t.storage_offset(); break;
      case ElementSize: *out = static_cast<int64_t>(t.dtype().itemsize()); break;
      case RequiresGrad: *out = t.requires_grad(); break;
      case IsLeaf: *out = t.is_leaf(); break;
      case IsContiguous: *out = t.is_contiguous(); break;
      case IsConj: *out = t.is_conj(); break;
      case IsNeg: *out = t.is_neg(); break;
      case Version: *out = t._version(); break;
      case StorageBytes: *out = t.has_storage() ? static_cast<int64_t>(t.storage().nbytes()) : 0; break;
      case IsQuantized: *out = t.is_quantized(); break;
      case HasStorage: *out = t.has_storage(); break;
      case IsInference: *out = t.is_inference(); break;
      case RetainsGrad: *out = t.retains_grad(); break;
      case IsPinned: *out = t.is_pinned(); break;
      case IsView: *out = t.is_view(); break;
      case StoragePointer: *out = reinterpret_cast<int64_t>(t.storage().data()); break;
      case DataPointer: *out = reinterpret_cast<int64_t>(t.data_ptr()); break;
      case IsChannelsLast: *out = t.is_contiguous(at::MemoryFormat::ChannelsLast); break;
      default: TORCH_CHECK(false, "unknown property ", property);
    }
  });
}

EXPORT int32_t ts_strides(Impl* impl, int64_t* out) {
  return guard([&] {
    auto strides = borrow(impl).strides();
    std::copy(strides.begin(), strides.end(), out);
  });
}

EXPORT int32_t ts_set_requires_grad(Impl* impl, int32_t value) {
  return guard([&] { borrow(impl).set_requires_grad(value != 0); });
}

EXPORT int32_t ts_grad(Impl* impl, Value* out) {
  return guard([&] { *out = give(borrow(impl).grad()); });
}

EXPORT int32_t ts_set_grad(Impl* impl, Impl* grad) {
  return guard([&] { borrow(impl).mutable_grad() = borrow(grad); });
}

EXPORT int32_t ts_set_data(Impl* impl, Impl* data) {
  return guard([&] { borrow(impl).set_data(borrow(data)); });
}

EXPORT int32_t ts_retain_grad(Impl* impl) {
  return guard([&] { borrow(impl).retain_grad(); });
}

// Wraps memory that managed code keeps alive until `done(context)` is called.
EXPORT int32_t ts_from_blob(void* data, int64_t bytes, const int64_t* sizes, int64_t dimensions, int32_t dtype, void (*done)(void*), void* context, Value* out) {
  return guard([&] {
    auto type = c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype));
    c10::Storage storage(
        c10::Storage::use_byte_size_t(), bytes,
        c10::DataPtr(data, context, done, c10::Device(c10::DeviceType::CPU)), nullptr, false);
    auto impl = c10::make_intrusive<Impl>(std::move(storage), c10::DispatchKeySet(c10::DispatchKey::CPU), type);
    impl->set_sizes_contiguous({sizes, static_cast<size_t>(dimensions)});
    *out = give(at::Tensor(std::move(impl)));
  });
}

// ---- Autograd -----------------------------------------------------------------------------------------

EXPORT int32_t ts_backward(Impl** roots, int64_t root_count, Impl** grads, int64_t grad_count, int32_t retain_graph, int32_t create_graph, Impl** inputs, int64_t input_count) {
  return guard([&] {
    torch::autograd::backward(
        tensors(roots, root_count), tensors(grads, grad_count),
        retain_graph < 0 ? create_graph != 0 : retain_graph != 0, create_graph != 0, tensors(inputs, input_count));
  });
}

EXPORT int32_t ts_autograd_grad(Impl** roots, int64_t root_count, Impl** inputs, int64_t input_count, Impl** grads, int64_t grad_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, Value* out) {
  return guard([&] {
    give_list(
        torch::autograd::grad(
            tensors(roots, root_count), tensors(inputs, input_count), tensors(grads, grad_count),
            retain_graph < 0 ? create_graph != 0 : retain_graph != 0, create_graph != 0, allow_unused != 0),
        *out);
  });
}

// ---- Functions and hooks in managed code -----------------------------------------------------------------

namespace {

// A managed object that native code keeps alive.
struct ManagedObject : torch::CustomClassHolder {
  void* handle;
  void (*release)(void*);
  ManagedObject(void* handle, void (*release)(void*)) : handle(handle), release(release) {}
  ~ManagedObject() override { release(handle); }
};

using TensorSink = std::vector<at::Tensor>;
using Callback = int64_t (*)(void* managed, int32_t backward, torch::autograd::AutogradContext* context, Impl** tensors, int64_t count, TensorSink* results);

TensorSink call_managed(Callback callback, void* managed, int32_t backward, torch::autograd::AutogradContext* context, const at::TensorList& in) {
  std::vector<Impl*> handles;
  for (const auto& t : in) handles.push_back(t.defined() ? t.unsafeGetTensorImpl() : nullptr);
  TensorSink results;
  auto failed = callback(managed, backward, context, handles.data(), static_cast<int64_t>(handles.size()), &results);
  if (failed != 0) throw ManagedError(failed);
  return results;
}

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  struct State : torch::CustomClassHolder {
    c10::intrusive_ptr<ManagedObject> object;
    Callback callback;
    State(c10::intrusive_ptr<ManagedObject> object, Callback callback) : object(std::move(object)), callback(callback) {}
  };

  static TensorSink forward(torch::autograd::AutogradContext* context, c10::intrusive_ptr<State> state, at::TensorList inputs) {
    context->saved_data["managed"] = c10::IValue::make_capsule(state);
    return call_managed(state->callback, state->object->handle, 0, context, inputs);
  }

  // One gradient for each argument of forward; the state has none.
  static TensorSink backward(torch::autograd::AutogradContext* context, TensorSink grads) {
    auto state = c10::static_intrusive_pointer_cast<State>(context->saved_data["managed"].toCapsule());
    auto results = call_managed(state->callback, state->object->handle, 1, context, grads);
    results.insert(results.begin(), at::Tensor());
    return results;
  }
};

}  // namespace

EXPORT void ts_sink(TensorSink* sink, Impl* impl) { sink->push_back(borrow(impl)); }

EXPORT int32_t ts_apply(void* managed, void (*release)(void*), Callback callback, Impl** inputs, int64_t count, Value* out) {
  return guard([&] {
    auto object = c10::make_intrusive<ManagedObject>(managed, release);
    auto state = c10::make_intrusive<ManagedFunction::State>(std::move(object), callback);
    auto in = tensors(inputs, count);
    give_list(ManagedFunction::apply(std::move(state), at::TensorList(in)), *out);
  });
}

enum Mark : int32_t { Save, Dirty, NonDifferentiable };

EXPORT int32_t ts_context_mark(torch::autograd::AutogradContext* context, int32_t what, Impl** list, int64_t count) {
  return guard([&] {
    auto marked = tensors(list, count);
    if (what == Save) context->save_for_backward(marked);
    else if (what == Dirty) context->mark_dirty(marked);
    else context->mark_non_differentiable(marked);
  });
}

EXPORT int32_t ts_context_saved(torch::autograd::AutogradContext* context, Value* out) {
  return guard([&] { give_list(context->get_saved_variables(), *out); });
}

EXPORT int32_t ts_context_materialize(torch::autograd::AutogradContext* context, int32_t value) {
  return guard([&] { context->set_materialize_grads(value != 0); });
}

EXPORT int32_t ts_add_hook(Impl* impl, void* managed, void (*release)(void*), Callback callback, int64_t* out) {
  return guard([&] {
    auto object = c10::make_intrusive<ManagedObject>(managed, release);
    *out = borrow(impl).register_hook([object, callback](at::Tensor grad) {
      auto results = call_managed(callback, object->handle, 1, nullptr, {grad});
      return results.empty() ? at::Tensor() : results[0];
    });
  });
}

EXPORT int32_t ts_remove_hook(Impl* impl, int64_t position) {
  return guard([&] { borrow(impl).remove_hook(static_cast<unsigned>(position)); });
}

EXPORT int32_t ts_grad_enabled() { return at::GradMode::is_enabled(); }
EXPORT void ts_set_grad_enabled(int32_t value) { at::GradMode::set_enabled(value != 0); }
EXPORT int32_t ts_inference_mode() { return c10::InferenceMode::is_enabled(); }

EXPORT int32_t ts_inference_enter(int32_t mode, void** out) {
  return guard([&] { *out = new c10::InferenceMode(mode != 0); });
}

EXPORT void ts_inference_leave(void* scope) { delete static_cast<c10::InferenceMode*>(scope); }

EXPORT int32_t ts_anomaly(int32_t set, int32_t enabled, int32_t check_nan) {
  int32_t before = 0;
  guard([&] {
    using torch::autograd::AnomalyMode;
    before = (AnomalyMode::is_enabled() ? 1 : 0) | (AnomalyMode::should_check_nan() ? 2 : 0);
    if (set) AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
  });
  return before;
}

// ---- Random state -----------------------------------------------------------------------------------

EXPORT int32_t ts_manual_seed(uint64_t seed) {
  return guard([&] { at::manual_seed(seed); });
}

static at::Generator generator(c10::GeneratorImpl* impl) {
  return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(impl));
}

EXPORT int32_t ts_generator(int32_t device, int32_t index, int32_t shared, void** out) {
  return guard([&] {
    c10::Device where(static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index));
    auto source = at::globalContext().defaultGenerator(where);
    auto result = shared ? source : source.clone();
    *out = result.unsafeReleaseGeneratorImpl();
  });
}

EXPORT void ts_generator_release(c10::GeneratorImpl* impl) {
  guard([&] { c10::raw::intrusive_ptr::decref(impl); });
}

enum SeedCall : int32_t { SetSeed, CurrentSeed, NewSeed };

EXPORT int32_t ts_generator_seed(c10::GeneratorImpl* impl, int32_t what, uint64_t* seed) {
  return guard([&] {
    auto g = generator(impl);
    std::lock_guard<std::mutex> lock(g.mutex());
    if (what == SetSeed) g.set_current_seed(*seed);
    else if (what == CurrentSeed) *seed = g.current_seed();
    else *seed = g.seed();
  });
}

EXPORT int32_t ts_generator_state(c10::GeneratorImpl* impl, Impl* set, Value* out) {
  return guard([&] {
    auto g = generator(impl);
    std::lock_guard<std::mutex> lock(g.mutex());
    if (set != nullptr) g.set_state(borrow(set));
    else *out = give(g.get_state());
  });
}

// ---- Settings -----------------------------------------------------------------------------------------

EXPORT const char* ts_version() { return TORCH_VERSION; }

enum Setting : int32_t {
  Threads, InteropThreads, Deterministic, DeterministicWarnOnly, MatmulPrecision, CudaAvailable, CudnnAvailable, CudaCount,
  AllowTf32Matmul, AllowTf32Cudnn, WarnAlways, DefaultDtype, MpsAvailable
};

EXPORT int32_t ts_setting(int32_t setting, int64_t* out) {
  return guard([&] {
    auto& context = at::globalContext();
    switch (setting) {
      case Threads: *out = at::get_num_threads(); break;
      case InteropThreads: *out = at::get_num_interop_threads(); break;
      case Deterministic: *out = context.deterministicAlgorithms(); break;
      case DeterministicWarnOnly: *out = context.deterministicAlgorithmsWarnOnly(); break;
      case MatmulPrecision: *out = static_cast<int64_t>(context.float32MatmulPrecision()); break;
      case CudaAvailable: *out = at::hasCUDA(); break;
      case CudnnAvailable: *out = context.hasCuDNN(); break;
      case CudaCount:
        *out = c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA) ? c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount() : 0;
        break;
      case WarnAlways: *out = Warnings::get_warnAlways(); break;
      case DefaultDtype: *out = static_cast<int64_t>(c10::typeMetaToScalarType(c10::get_default_dtype())); break;
      case MpsAvailable: *out = at::hasMPS(); break;
      case AllowTf32Matmul: *out = context.allowTF32CuBLAS(); break;
      case AllowTf32Cudnn: *out = context.allowTF32CuDNN(); break;
      default: TORCH_CHECK(false, "unknown setting ", setting);
    }
  });
}

EXPORT int32_t ts_set_setting(int32_t setting, int64_t value) {
  return guard([&] {
    auto& context = at::globalContext();
    switch (setting) {
      case Threads: at::set_num_threads(static_cast<int>(value)); break;
      case InteropThreads: at::set_num_interop_threads(static_cast<int>(value)); break;
      case Deterministic: context.setDeterministicAlgorithms(value != 0, context.deterministicAlgorithmsWarnOnly()); break;
      case DeterministicWarnOnly: context.setDeterministicAlgorithms(context.deterministicAlgorithms(), value != 0); break;
      case MatmulPrecision: context.setFloat32MatmulPrecision(static_cast<at::Float32MatmulPrecision>(value)); break;
      case WarnAlways: Warnings::set_warnAlways(value != 0); break;
      case DefaultDtype: c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(value))); break;
      case AllowTf32Matmul: context.setAllowTF32CuBLAS(value != 0); break;
      case AllowTf32Cudnn: context.setAllowTF32CuDNN(value != 0); break;
      default: TORCH_CHECK(false, "setting ", setting, " cannot be set");
    }
  });
}

// Blocks up to the most that malloc allows (32 MB) come from the heap and stay there between steps, instead of being mapped
// and faulted in anew each time.
EXPORT void ts_keep_large_blocks(int64_t bytes) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, static_cast<int>(bytes));
#endif
}
