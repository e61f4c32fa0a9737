// A whole CSV text as rows that know where they stand, for mistakes to be told by line and column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "site/fault_list.h"

namespace firedamp {

struct CsvField {
  std::string text;
  Spot at;  // line where its row begins; column: number of the field, from 1
};
using CsvRow = std::vector<CsvField>;

// Empty lines are left out. A fault: the text is no CSV there.
std::vector<CsvRow> readCsv(std::string_view text, const std::string& file, FaultList& faults);

}  // namespace firedamp
