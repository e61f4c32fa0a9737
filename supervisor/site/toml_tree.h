// A TOML file as a plain tree with positions. The TOML library stays behind this header.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "site/fault_list.h"
#include "site/site_files.h"

namespace firedamp {

struct TomlEntry;
struct TomlOther {};  // a kind of value that no site uses: dates and times

struct TomlValue {
  using List = std::vector<TomlValue>;
  using Table = std::vector<TomlEntry>;
  std::variant<TomlOther, std::string, std::int64_t, double, bool, List, Table> content;
  Spot at;
};

struct TomlEntry {
  std::string key;
  Spot at;  // of the key
  TomlValue value;
};

struct TomlFile {
  std::string name;         // as in SiteFault::file
  TomlValue root;           // always a table
  bool whole = true;        // false: lines had to be left out, so a missing key proves nothing
};

// Reads a file of the site. Every syntax error goes to `faults`: the broken line is left out and
// reading goes on, as long as that line concerns nothing but itself.
TomlFile readToml(SiteFiles& files, const std::string& name, FaultList& faults);

}  // namespace firedamp
