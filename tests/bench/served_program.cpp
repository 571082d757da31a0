#include "bench/served_program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <stdexcept>

namespace askdb::bench {
namespace {

constexpr const char* kAddress = "http://127.0.0.1:";

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

}  // namespace

ServedProgram::ServedProgram(const std::vector<std::string>& arguments,
                             const std::map<std::string, std::string>& environment,
                             const std::string& folder) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const auto start = std::chrono::steady_clock::now();
  child_ = fork();
  if (child_ == 0) {
    std::vector<std::string> command{ASKDB_PROGRAM};
    command.insert(command.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables;
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    if (chdir(folder.c_str()) != 0) _exit(127);
    execve(ASKDB_PROGRAM, pointers(command).data(), pointers(variables).data());
    _exit(127);
  }
  close(ends[1]);
  output_ = ends[0];
  std::string said;
  std::array<char, 512> bytes{};
  for (;;) {
    const auto count = read(output_, bytes.data(), bytes.size());
    if (count <= 0) throw std::runtime_error("askdb serve ended: " + said);
    said.append(bytes.data(), static_cast<std::size_t>(count));
    const auto at = said.find(kAddress);
    if (at == std::string::npos || said.find('\n', at) == std::string::npos) continue;
    port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + std::string(kAddress).size())));
    break;
  }
  start_up_ = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
}

ServedProgram::~ServedProgram() {
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
  close(output_);
}

std::size_t ServedProgram::resident_bytes() const {
  std::ifstream file("/proc/" + std::to_string(child_) + "/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace askdb::bench
