#include "import/import_state.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <span>
#include <sstream>
#include <system_error>
#include <vector>

#include "crypto/digest.h"

namespace firedamp {
namespace {

constexpr std::size_t beginning = 64 * 1024;

std::optional<std::string> hashOfFirst(const std::filesystem::path& file, std::size_t most) {
  std::ifstream stream{file, std::ios::binary};
  std::vector<char> bytes(most);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream.is_open() || stream.bad()) return std::nullopt;
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return hexText(sha256(std::span{first, static_cast<std::size_t>(stream.gcount())}));
}

std::string textOf(const ImportState& state) {
  std::ostringstream text;
  const auto us = [](const std::optional<Instant>& at) { return at ? microseconds(*at) : 0; };
  text << "import 1\ntable " << state.table << "\nmap " << state.map << "\noffset "
       << state.offset << "\nline " << state.line << "\nlist " << state.listBytes << "\nrows "
       << state.counts.rows << "\nsamples " << state.counts.samples << "\nbad_rows "
       << state.counts.badRows << "\nbad_cells " << state.counts.badCells << "\nfirst_us "
       << us(state.counts.first) << "\nlast_us " << us(state.counts.last) << "\ndone "
       << state.done << "\nend\n";
  return text.str();
}

}  // namespace

std::optional<std::string> identityOf(const std::filesystem::path& file) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  const auto hash = hashOfFirst(file, beginning);
  if (problem || !hash) return std::nullopt;
  return std::to_string(size) + "-" + *hash;
}

std::optional<std::string> hashOf(const std::filesystem::path& file) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  return problem ? std::nullopt : hashOfFirst(file, size);
}

StateFile readState(const std::filesystem::path& file, ImportState& state) {
  std::ifstream stream{file};
  if (!stream.is_open()) return StateFile::absent;
  std::map<std::string, std::string> words;
  std::string name, word;
  while (stream >> name && name != "end" && stream >> word) words[name] = word;
  if (name != "end" || words["import"] != "1") return StateFile::damaged;
  bool good = true;
  const auto number = [&](const char* key) {
    try {
      return std::stoull(words[key]);
    } catch (const std::exception&) {
      good = false;
      return 0ULL;
    }
  };
  const auto instant = [&](const char* key) -> std::optional<Instant> {
    const auto at_us = static_cast<std::int64_t>(number(key));
    return at_us == 0 ? std::nullopt : std::optional{fromMicroseconds(at_us)};
  };
  state.table = words["table"];
  state.map = words["map"];
  state.offset = number("offset");
  state.line = number("line");
  state.listBytes = number("list");
  state.counts = {number("rows"), number("samples"), number("bad_rows"), number("bad_cells"),
                  instant("first_us"), instant("last_us")};
  state.done = number("done") != 0;
  return good && state.line > 0 ? StateFile::read : StateFile::damaged;
}

bool writeState(const std::filesystem::path& file, const ImportState& state, std::string& why) {
  const std::string text = textOf(state);
  const std::filesystem::path fresh = file.string() + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  bool good = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  good = good && ::fsync(fd) == 0;
  if (!good) why = std::generic_category().message(errno);
  if (fd >= 0) ::close(fd);
  if (good && ::rename(fresh.c_str(), file.c_str()) != 0) {
    why = std::generic_category().message(errno);
    return false;
  }
  return good;
}

}  // namespace firedamp
