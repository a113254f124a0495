// The same operators from C++, with nothing around them: what a call costs in libtorch itself.
#include <torch/torch.h>
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <string>

using torch::Tensor;

std::function<Tensor()> make(const std::string& name) {
  auto a = torch::ones({4, 4}), b = torch::ones({4, 4});
  auto g = torch::ones({4, 4}, torch::requires_grad());
  if (name == "add") return [=] { return a + b; };
  if (name == "add-grad") return [=] { return g + b; };
  if (name == "scale") return [=] { return a * 2.0; };
  if (name == "view") return [=] { return a.view(16); };
  if (name == "sum") return [=] { return a.sum(); };
  if (name == "matmul") return [=] { return a.matmul(a); };
  if (name == "index") return [=] { return a[0]; };
  return [=] { (g * g).sum().backward(); g.mutable_grad() = Tensor(); return g; };
}

int main(int argc, char** argv) {
  torch::set_num_threads(std::stoi(argv[1]));
  std::function<Tensor()> call;   // a line is "make CASE" or "CASE STEPS"; the answer to the latter is seconds and a value
  for (std::string word; std::cin >> word;) {
    std::string argument;
    std::cin >> argument;
    if (word == "make") { call = make(argument); std::cout << "made" << std::endl; continue; }
    const auto start = std::chrono::steady_clock::now();
    Tensor last;
    for (auto steps = std::stoll(argument); steps > 0; steps--) last = call();
    std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout << seconds.count() << " " << last.detach().flatten()[0].item<double>() << std::endl;
  }
}
