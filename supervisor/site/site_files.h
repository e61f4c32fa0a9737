// Where the files of a site come from: its directory, or a configuration that was recorded. Notes
// what was read, so that exactly that can be recorded.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/configuration.h"
#include "site/fault_list.h"

namespace firedamp {

class SiteFiles {
 public:
  SiteFiles(std::filesystem::path directory);   // NOLINT: a directory is site files
  explicit SiteFiles(Configuration recorded);

  bool exist() const;                       // the directory is there, or something was recorded
  std::vector<std::string> names() const;   // of all files at the top
  bool has(const std::string& name) const;
  // At most 1 MiB; otherwise nothing, and a fault.
  std::optional<std::string> content(const std::string& name, FaultList& faults);
  // All that was read until now, with its version.
  Configuration read() const;

 private:
  std::optional<std::string> onDisk(const std::string& name, FaultList& faults) const;
  const ConfigurationFile* recordedFile(const std::string& name) const;

  std::filesystem::path directory_;
  std::optional<Configuration> recorded_;
  std::vector<ConfigurationFile> read_;
};

}  // namespace firedamp
