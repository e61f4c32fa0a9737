// A rules profile on its own, for people: what it holds, where each number comes from and how far
// to trust it. PROFILES.md is made of these tables, and a test keeps it so.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/site.h"
#include "site/site_reader.h"

namespace firedamp {

struct ProfileClass {
  std::string name;     // e.g. "LW_T1"
  Label place, powerOff;
  Unit unit = Unit::methane;
  Limits limits;
  std::string source;   // with its doubt
};

struct Profile {
  std::string name;     // as the file is called
  std::string source;   // with its doubt
  std::vector<ProfileClass> classes;
  std::vector<RuleSource> numbers;
  std::vector<SiteFault> faults;  // when there are any, the rest proves nothing
};

// Reads `directory`/rules/`name`.toml. Blocking file access, no exceptions.
Profile readProfile(const std::filesystem::path& directory, const std::string& name);

// As a section of Markdown.
std::string profileTable(const Profile& profile);

}  // namespace firedamp
