#include "site/site_store.h"

#include "site/site_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace firedamp {
namespace {

namespace fs = std::filesystem;

constexpr const char* listName = ".replacing";  // "take NAME" and "drop NAME", a line each
constexpr const char* fresh = ".new";

Phrase failed(const fs::path& path, int error) {
  return {PHRASE("%1 cannot be written: %2"), {path.string(), std::strerror(error)}};
}

bool syncDirectory(const fs::path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  return ::close(fd) == 0 && synced;
}

std::optional<Phrase> write(const fs::path& path, const std::string& content) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return failed(path, errno);
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t count = ::write(fd, content.data() + done, content.size() - done);
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  const bool whole = done == content.size() && ::fsync(fd) == 0;
  const int error = errno;
  if (::close(fd) == 0 && whole) return std::nullopt;
  return failed(path, error);
}

std::optional<std::string> read(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file.is_open()) return std::nullopt;
  std::string content{std::istreambuf_iterator<char>{file}, {}};
  if (file.bad()) return std::nullopt;
  return content;
}

}  // namespace

std::vector<std::string> siteFilesIn(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const char* folder : {"", "rules"}) {
    const fs::path place = *folder == '\0' ? directory : directory / folder;
    for (fs::directory_iterator entry{place, problem}, end; !problem && entry != end;
         entry.increment(problem)) {
      if (entry->path().extension() != ".toml") continue;
      names.push_back(entry->path().lexically_relative(directory).string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string siteVersion(const fs::path& directory) {
  return readSite(directory).configuration.version;
}

std::optional<Phrase> copySite(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  if (!fs::is_directory(from, problem)) {
    return Phrase{PHRASE("%1: no such directory of site files"), {from.string()}};
  }
  fs::remove_all(to, problem);
  for (const std::string& name : siteFilesIn(from)) {
    const auto content = read(from / name);
    if (!content) return failed(from / name, EIO);
    if (auto fault = write(to / name, *content)) return fault;
  }
  return std::nullopt;
}

std::optional<Phrase> replaceSite(const fs::path& site, const fs::path& staged) {
  const std::vector<std::string> taken = siteFilesIn(staged);
  std::string list;
  for (const std::string& name : taken) {
    const auto content = read(staged / name);
    if (!content) return failed(staged / name, EIO);
    if (read(site / name) == content) continue;
    if (auto fault = write(site / (name + fresh), *content)) return fault;
    list += "take " + name + "\n";
  }
  for (const std::string& name : siteFilesIn(site)) {
    const bool kept = std::find(taken.begin(), taken.end(), name) != taken.end();
    if (!kept) list += "drop " + name + "\n";
  }
  if (auto fault = write(site / (std::string{listName} + fresh), list)) return fault;
  if (::rename((site / (std::string{listName} + fresh)).c_str(), (site / listName).c_str()) != 0 ||
      !syncDirectory(site)) {
    return failed(site / listName, errno);
  }
  return finishReplacing(site);
}

std::optional<Phrase> finishReplacing(const fs::path& site) {
  const auto list = read(site / listName);
  if (!list) return std::nullopt;
  std::istringstream lines{*list};
  for (std::string verb, name; lines >> verb && std::getline(lines >> std::ws, name);) {
    const fs::path path = site / name, incoming = site / (name + fresh);
    std::error_code problem;
    if (verb == "drop") fs::remove(path, problem);
    // Gone already: renamed before we were killed.
    if (verb == "take" && fs::exists(incoming)) fs::rename(incoming, path, problem);
    if (problem) return failed(path, problem.value());
  }
  if (!syncDirectory(site)) return failed(site, errno);
  std::error_code problem;
  fs::remove(site / listName, problem);
  return problem ? std::optional{failed(site / listName, problem.value())} : std::nullopt;
}

}  // namespace firedamp
