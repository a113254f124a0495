#include <ATen/Parallel.h>
extern "C" int bridge_threads() { return at::get_num_threads(); }
