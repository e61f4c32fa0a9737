#include "simnode/qemu.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace firedamp {
namespace {

constexpr auto startPatience = std::chrono::seconds{10};
constexpr auto startPause = std::chrono::milliseconds{5};
const char* const program = "qemu-system-arm";

std::string socketOption(const std::string& id, const std::string& path) {
  return "socket,id=" + id + ",path=" + path + ",server=on,wait=off";
}

}  // namespace

Qemu::~Qemu() {
  process_.stop();
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

const std::string& Qemu::directory() {
  if (!directory_.empty()) return directory_;
  std::error_code error;
  std::string pattern =
      (std::filesystem::temp_directory_path(error) / "firedamp-qemu-XXXXXX").string();
  if (!error && mkdtemp(pattern.data()) != nullptr) directory_ = pattern;
  return directory_;
}

std::string Qemu::start(std::span<const std::uint8_t> elf, std::uint32_t noiseAddress,
                        std::uint32_t noise) {
  const std::string path = findProgram(program);
  if (path.empty()) return std::string{program} + " is not installed";
  if (directory().empty()) return "no temporary directory";
  const std::string image = directory_ + "/node.elf";
  std::ofstream file{image, std::ios::binary};
  file.write(reinterpret_cast<const char*>(elf.data()), static_cast<std::streamsize>(elf.size()));
  file.close();
  if (!file) return image + ": cannot be written";
  std::vector<std::string> words{path,   "-M",       "mps2-an385", "-nodefaults", "-nic",
                                 "none", "-display", "none",       "-monitor",    "none",
                                 "-S",   "-kernel",  image,        "-icount",     "shift=6"};
  for (std::size_t i = 0; i < uarts; ++i) {
    const std::string id = "uart" + std::to_string(i);
    words.insert(words.end(),
                 {"-chardev", socketOption(id, directory_ + "/" + id), "-serial", "chardev:" + id});
  }
  words.insert(words.end(), {"-device", "loader,addr=" + std::to_string(noiseAddress) +
                                            ",data=" + std::to_string(noise) + ",data-len=4"});
  words.insert(words.end(), {"-qmp", "unix:" + directory_ + "/qmp,server=on,wait=off"});
  if (!process_.start(words)) return std::string{program} + " does not start";
  const std::string fault = connectAll();
  if (!fault.empty()) process_.stop();
  return fault;
}

std::string Qemu::connectAll() {
  const auto deadline = std::chrono::steady_clock::now() + startPatience;
  bool connected = false;
  while (!connected && std::chrono::steady_clock::now() < deadline) {
    connected = qmp_.connect(directory_ + "/qmp");
    if (connected) break;
    if (!process_.running()) return std::string{program} + ": " + process_.readErrors();
    std::this_thread::sleep_for(startPause);
  }
  for (std::size_t i = 0; connected && i < uarts; ++i) {
    connected = uarts_[i].connect(directory_ + "/uart" + std::to_string(i));
  }
  if (!connected) return std::string{program} + " does not open its sockets";
  qmp_.send("{\"execute\":\"qmp_capabilities\"}\n");
  if (!awaitQmp("\"return\"")) return std::string{program} + " does not answer";
  qmp_.send("{\"execute\":\"cont\"}\n");
  return awaitQmp("RESUME") ? "" : std::string{program} + " does not run the image";
}

bool Qemu::running() {
  if (ended_) return false;
  ended_ = !process_.running();
  if (ended_) lastWords_ = process_.readErrors();
  return !ended_;
}

bool Qemu::awaitQmp(const std::string& word) {
  const auto deadline = std::chrono::steady_clock::now() + startPatience;
  while (std::chrono::steady_clock::now() < deadline && process_.running()) {
    qmpText_ += qmp_.receiveText();
    const std::size_t found = qmpText_.find(word);
    if (found != std::string::npos) {
      qmpText_.erase(0, found + word.size());
      return true;
    }
    std::this_thread::sleep_for(startPause);
  }
  return false;
}

void Qemu::poll(std::int64_t at_us) {
  for (LocalSocket& uart : uarts_) uart.flush();
  qmpText_ += qmp_.receiveText();
  for (std::size_t end = 0; (end = qmpText_.find('\n')) != std::string::npos;) {
    qmpLine(qmpText_.substr(0, end));
    qmpText_.erase(0, end + 1);
  }
  if (asked_ || at_us < nextRead_us_) return;
  char command[120];
  std::snprintf(command, sizeof command,
                "{\"execute\":\"human-monitor-command\",\"arguments\":"
                "{\"command-line\":\"xp /1xw 0x%08x\"}}\n",
                static_cast<unsigned>(outputRegister_));
  qmp_.send(std::string{command});
  asked_ = true;
  nextRead_us_ = at_us + readEvery_us;
}

// {"return": "0000000040028000: 0x00000003\r\n"} or an event.
void Qemu::qmpLine(const std::string& line) {
  if (line.find("\"RESET\"") != std::string::npos) ++resets_;
  const std::size_t value = line.find(": 0x");
  if (line.find("\"return\"") == std::string::npos || value == std::string::npos) return;
  outputs_ = static_cast<std::uint32_t>(std::strtoul(line.c_str() + value + 2, nullptr, 16));
  asked_ = false;
}

}  // namespace firedamp
