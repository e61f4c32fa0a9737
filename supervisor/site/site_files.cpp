#include "site/site_files.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <utility>

namespace firedamp {
namespace {

constexpr std::size_t fileBytesMax = 1024 * 1024;

// FNV-1a: an identification, no proof.
std::string versionOf(const std::vector<ConfigurationFile>& files) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const ConfigurationFile& file : files) {
    for (const char c : file.name + '\n' + file.content) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
  }
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

}  // namespace

SiteFiles::SiteFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}
SiteFiles::SiteFiles(Configuration recorded) : recorded_(std::move(recorded)) {}

bool SiteFiles::exist() const {
  std::error_code problem;
  return recorded_ ? !recorded_->files.empty()
                   : std::filesystem::is_directory(directory_, problem);
}

std::vector<std::string> SiteFiles::names() const {
  std::vector<std::string> names;
  if (recorded_) {
    for (const ConfigurationFile& file : recorded_->files) {
      if (file.name.find('/') == std::string::npos) names.push_back(file.name);
    }
    return names;
  }
  std::error_code problem;
  for (std::filesystem::directory_iterator entry{directory_, problem}, end;
       !problem && entry != end; entry.increment(problem)) {
    names.push_back(entry->path().filename().string());
  }
  return names;
}

bool SiteFiles::has(const std::string& name) const {
  std::error_code problem;
  return recorded_ ? recordedFile(name) != nullptr
                   : std::filesystem::exists(directory_ / name, problem);
}

std::optional<std::string> SiteFiles::content(const std::string& name, FaultList& faults) {
  const ConfigurationFile* recorded = recordedFile(name);
  if (recorded_ && recorded == nullptr) {
    faults.add(name, {}, "", {PHRASE("file missing; a site needs it"), {}});
  }
  std::optional<std::string> content;
  if (recorded != nullptr) content = recorded->content;
  if (!recorded_) content = onDisk(name, faults);
  if (content && content->size() > fileBytesMax) {
    faults.add(name, {}, "", {PHRASE("file is larger than 1 MiB; no site file is"), {}});
    return std::nullopt;
  }
  if (content) read_.push_back({name, *content});
  return content;
}

Configuration SiteFiles::read() const {
  Configuration configuration;
  configuration.files = read_;
  std::sort(configuration.files.begin(), configuration.files.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  configuration.version = versionOf(configuration.files);
  return configuration;
}

std::optional<std::string> SiteFiles::onDisk(const std::string& name, FaultList& faults) const {
  const std::filesystem::path path = directory_ / name;
  std::error_code problem;
  if (!std::filesystem::is_regular_file(path, problem)) {
    faults.add(name, {}, "", {PHRASE("file missing; a site needs it"), {}});
    return std::nullopt;
  }
  std::ifstream file{path, std::ios::binary};
  std::string content(fileBytesMax + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file.is_open() || file.bad()) {
    faults.add(name, {}, "", {PHRASE("file cannot be read"), {}});
    return std::nullopt;
  }
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

const ConfigurationFile* SiteFiles::recordedFile(const std::string& name) const {
  if (!recorded_) return nullptr;
  const auto found =
      std::find_if(recorded_->files.begin(), recorded_->files.end(),
                   [&name](const ConfigurationFile& file) { return file.name == name; });
  return found == recorded_->files.end() ? nullptr : &*found;
}

}  // namespace firedamp
