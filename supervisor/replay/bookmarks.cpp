#include "replay/bookmarks.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "domain/utc_text.h"
#include "historian/package_file.h"

namespace firedamp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most = 10'000;
constexpr std::size_t nameBytesMax = 400;

std::vector<Bookmark> notesOf(const fs::path& package) {
  std::vector<Bookmark> notes;
  auto opened = openPackage(package);
  auto* database = std::get_if<Database>(&opened);
  if (database == nullptr) return notes;
  Statement rows{*database, "SELECT at_us, words FROM annotation ORDER BY at_us, id LIMIT 10000"};
  while (rows.step() == SQLITE_ROW) {
    notes.push_back({fromMicroseconds(rows.integer(0)), rows.text(1)});
  }
  return notes;
}

// A line stays a line, whatever was typed.
std::string lineOf(const Bookmark& bookmark) {
  std::string name = bookmark.name.substr(0, nameBytesMax);
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return utcText(bookmark.at, 6) + ' ' + name + '\n';
}

bool writeWhole(const fs::path& file, const std::string& text) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  const bool good =
      ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(fd) == 0;
  const int error = errno;
  const bool closed = ::close(fd) == 0;
  if (!good) errno = error;
  return good && closed;
}

}  // namespace

fs::path bookmarkFile(const fs::path& recording) {
  if (isPackage(recording)) return recording.string() + ".bookmarks";
  return recording / "bookmarks.txt";
}

std::vector<Bookmark> readBookmarks(const fs::path& recording) {
  std::ifstream file{bookmarkFile(recording)};
  if (!file) return isPackage(recording) ? notesOf(recording) : std::vector<Bookmark>{};
  std::vector<Bookmark> all;
  for (std::string line; all.size() < most && std::getline(file, line);) {
    const auto blank = line.find(' ');
    const auto at = instantOfUtc(line.substr(0, blank));
    if (!at) continue;
    all.push_back({*at, blank == std::string::npos ? "" : line.substr(blank + 1)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Bookmark& a, const Bookmark& b) { return a.at < b.at; });
  return all;
}

std::optional<Phrase> writeBookmarks(const fs::path& recording,
                                     const std::vector<Bookmark>& bookmarks) {
  std::string text;
  for (const Bookmark& each : bookmarks) text += lineOf(each);
  const fs::path file = bookmarkFile(recording);
  const fs::path fresh = file.string() + ".new";
  if (writeWhole(fresh, text) && ::rename(fresh.c_str(), file.c_str()) == 0) return std::nullopt;
  const std::string why = std::generic_category().message(errno);
  std::error_code ignored;
  fs::remove(fresh, ignored);
  return Phrase{PHRASE("%1 cannot be written: %2"), {file.string(), why}};
}

}  // namespace firedamp
