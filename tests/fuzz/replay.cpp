// The corpus with an ordinary compiler: runs every file of the directories and files it is given.
// Linked in place of libFuzzer's main; a crash names the file on the line before it.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count);

namespace {

namespace fs = std::filesystem;

bool run(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  const std::vector<char> read{std::istreambuf_iterator<char>{stream}, {}};
  if (stream.bad()) return false;
  const std::vector<std::uint8_t> bytes(read.begin(), read.end());
  std::printf("%s\n", file.filename().c_str());
  std::fflush(stdout);
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  return true;
}

std::vector<fs::path> filesOf(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{path}) files.push_back(entry.path());
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  int runs = 0;
  for (int i = 1; i < count; ++i) {
    for (const fs::path& file : filesOf(arguments[i])) {
      if (!run(file)) {
        std::fprintf(stderr, "cannot read %s\n", file.c_str());
        return 2;
      }
      ++runs;
    }
  }
  std::printf("%d inputs\n", runs);
  return runs > 0 ? 0 : 2;
}
