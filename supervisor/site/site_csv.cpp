#include "site/site_csv.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "csv/csv_rows.h"
#include "domain/journal_text.h"
#include "site/csv_columns.h"
#include "site/csv_text.h"
#include "site/toml_blocks.h"

namespace firedamp {
namespace {

using Cells = std::vector<std::string>;  // by column

struct Names {
  const char* toml;
  const char* csv;
  const char* header;  // of a block
  const char* inside;
};
constexpr Names pointNames{"points.toml", "points.csv", "[[point]]", "[point."};
constexpr Names alarmNames{"alarms.toml", "alarms.csv", "[kind.", ""};

const Names& namesOf(CsvTable table) {
  return table == CsvTable::points ? pointNames : alarmNames;
}

std::string contentOf(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream{path, std::ios::binary}.rdbuf();
  return text.str();
}

const TomlValue* entryIn(const TomlValue& table, const std::string& key) {
  const auto* entries = std::get_if<TomlValue::Table>(&table.content);
  if (entries == nullptr) return nullptr;
  const auto found = std::find_if(entries->begin(), entries->end(),
                                  [&key](const TomlEntry& each) { return each.key == key; });
  return found == entries->end() ? nullptr : &found->value;
}

std::vector<Cells> pointRows(const TomlValue& root) {
  std::vector<Cells> rows;
  const TomlValue* points = entryIn(root, "point");
  const auto* list = points == nullptr ? nullptr : std::get_if<TomlValue::List>(&points->content);
  for (const TomlValue& point : list == nullptr ? TomlValue::List{} : *list) {
    const TomlValue* shows = entryIn(point, "shows");
    const auto* word = shows == nullptr ? nullptr : std::get_if<std::string>(&shows->content);
    const std::string suffix = suffixOf(word == nullptr ? "" : *word).value_or("");
    Cells cells;
    for (const CsvColumn& column : columnsOf(CsvTable::points)) {
      cells.push_back(cellOf(point, column, suffix));
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::vector<Cells> alarmRows(const TomlValue& root) {
  std::vector<Cells> rows;
  const TomlValue* kinds = entryIn(root, "kind");
  for (std::size_t i = 0; i < alarmKindCount; ++i) {
    const std::string name = kindText(static_cast<AlarmKind>(i));
    const TomlValue* kind = kinds == nullptr ? nullptr : entryIn(*kinds, name);
    Cells cells{name};
    for (const CsvColumn& column : columnsOf(CsvTable::alarms).subspan(1)) {
      cells.push_back(kind == nullptr ? std::string{} : cellOf(*kind, column, ""));
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::vector<Cells> rowsOf(const std::filesystem::path& directory, CsvTable table,
                          FaultList& faults) {
  const char* name = namesOf(table).toml;
  std::error_code ignored;
  const bool absent =
      table == CsvTable::alarms && !std::filesystem::exists(directory / name, ignored);
  SiteFiles files{directory};
  const TomlFile file = absent ? TomlFile{} : readToml(files, name, faults);
  return table == CsvTable::points ? pointRows(file.root) : alarmRows(file.root);
}

}  // namespace

std::optional<CsvTable> csvTableOf(const std::string& word) {
  if (word == "points") return CsvTable::points;
  if (word == "alarms") return CsvTable::alarms;
  return std::nullopt;
}

CsvExport exportTable(const std::filesystem::path& directory, CsvTable table) {
  FaultList faults;
  const std::vector<Cells> rows = rowsOf(directory, table, faults);
  if (!faults.empty()) {
    return {{}, Phrase{PHRASE("%1"), {faultText(std::move(faults).sorted().front())}}};
  }
  CsvExport result;
  Cells head;
  for (const CsvColumn& column : columnsOf(table)) head.emplace_back(column.name);
  result.text = csvLine(head);
  for (const Cells& cells : rows) result.text += csvLine(cells);
  return result;
}

namespace {

// One import: the table's rows, the blocks that they become, and where each row came from.
class Import {
 public:
  Import(const std::filesystem::path& directory, CsvTable table)
      : directory_(directory), table_(table), names_(namesOf(table)), columns_(columnsOf(table)) {}

  std::vector<SiteFault> run(const std::string& csv) {
    const std::vector<CsvRow> rows = readCsv(csv, names_.csv, faults_);
    if (faults_.empty()) readRows(rows);
    const std::vector<Cells> before = rowsOf(directory_, table_, faults_);
    if (!faults_.empty()) return std::move(faults_).sorted();
    const std::filesystem::path file = directory_ / names_.toml;
    const std::string old = contentOf(file);
    const std::string content = merged(old, before);
    if (!faults_.empty()) return std::move(faults_).sorted();
    if (content == old) return {};
    if (!put(file, content)) {
      return {{names_.toml, 0, 0, "", {PHRASE("file cannot be written"), {}}}};
    }
    std::vector<SiteFault> found = readSite(directory_).faults;
    if (!found.empty()) put(file, old);
    for (SiteFault& fault : found) inCsv(fault);
    return found;
  }

 private:
  struct Row {
    Cells cells;
    std::uint32_t line = 0;
  };

  static bool put(const std::filesystem::path& path, const std::string& content) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << content << std::flush;
    return file.good();
  }
  void fault(Spot at, Phrase message) { faults_.add(names_.csv, at, "", std::move(message)); }

  void readRows(const std::vector<CsvRow>& rows) {
    if (rows.empty()) return fault({1, 1}, {PHRASE("the table is empty"), {}});
    if (rows[0].size() != columns_.size()) {
      return fault({1, 1}, {PHRASE("found %1 columns, expected %2"),
                            {std::to_string(rows[0].size()), std::to_string(columns_.size())}});
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (rows[0][i].text == columns_[i].name) continue;
      fault(rows[0][i].at,
            {PHRASE("found the column \"%1\", expected \"%2\""),
             {rows[0][i].text, columns_[i].name}});
    }
    for (std::size_t i = 1; i < rows.size(); ++i) readRow(rows[i]);
  }
  void readRow(const CsvRow& row) {
    if (row.size() != columns_.size()) {
      return fault({row[0].at.line, 1},
                   {PHRASE("found %1 columns, expected %2"),
                    {std::to_string(row.size()), std::to_string(columns_.size())}});
    }
    Row read{{}, row[0].at.line};
    for (std::size_t i = 0; i < row.size(); ++i) {
      read.cells.push_back(row[i].text);
      if (!row[i].text.empty() && !entryOf(columns_[i], row[i].text, "")) {
        fault(row[i].at, {PHRASE("\"%1\" is no value of the column %2"),
                          {row[i].text, columns_[i].name}});
      }
    }
    const std::string& tag = read.cells[0];
    if (tag.empty()) fault(row[0].at, {PHRASE("the first column names the row: it is empty"), {}});
    if (table_ == CsvTable::alarms && !tag.empty() && !kindOfText(tag)) {
      fault(row[0].at, {PHRASE("\"%1\" is no kind of alarm"), {tag}});
    }
    if (table_ == CsvTable::points && !suffixOf(read.cells[4])) {
      fault(row[4].at, {PHRASE("\"%1\" is no value of the column %2"), {read.cells[4], "shows"}});
    }
    if (!rows_.emplace(tag, read).second) {
      fault(row[0].at, {PHRASE("the row \"%1\" is there twice"), {tag}});
    }
    order_.push_back(tag);
  }

  // The old text with the rows that changed, without those that went, and with the new ones behind.
  std::string merged(const std::string& old, const std::vector<Cells>& before) {
    std::map<std::string, Cells> was;
    for (const Cells& cells : before) was.emplace(cells[0], cells);
    std::vector<TomlBlock> blocks = tomlBlocks(old, names_.header, names_.inside);
    std::size_t point = 0;
    std::string content;
    std::size_t end = std::string::npos;  // behind the last block of ours
    std::map<std::string, bool> placed;
    for (TomlBlock& block : blocks) {
      if (!block.ours) {
        add(content, block.text, "");
        continue;
      }
      const std::string tag = tagOfBlock(block, before, point++);
      const auto row = rows_.find(tag);
      const bool kept = row != rows_.end() && !isEmpty(row->second.cells);
      const bool same = kept && was[tag] == row->second.cells;
      placed[tag] = true;
      const std::string trail = trailOf(block.text);
      if (kept) add(content, same ? block.text : blockOf(row->second.cells) + trail, tag);
      if (!kept) add(content, trail, "");
      end = content.size();
    }
    if (end == std::string::npos) end = content.size();
    const std::string behind = content.substr(end);
    content.resize(end);
    for (const std::string& tag : order_) {
      const Cells& cells = rows_.at(tag).cells;
      if (placed.count(tag) != 0 || isEmpty(cells)) continue;
      if (!content.empty() && content.back() != '\n') content += '\n';
      add(content, "\n" + blockOf(cells), tag);
    }
    return content + behind;
  }
  // A kind of alarm without a word about it has no block.
  bool isEmpty(const Cells& cells) const {
    return table_ == CsvTable::alarms &&
           std::all_of(cells.begin() + 1, cells.end(),
                       [](const auto& cell) { return cell.empty(); });
  }
  std::string tagOfBlock(const TomlBlock& block, const std::vector<Cells>& before,
                         std::size_t point) {
    if (table_ == CsvTable::alarms) {
      const std::size_t start = std::string{names_.header}.size();
      return block.header.substr(start, block.header.size() - start - 1);
    }
    if (point < before.size()) return before[point][0];
    faults_.add(names_.toml, {}, "", {PHRASE("its points are written in another style"), {}});
    return "";
  }
  void add(std::string& content, const std::string& text, const std::string& tag) {
    const auto lines = [](const std::string& of) {
      return static_cast<std::uint32_t>(std::count(of.begin(), of.end(), '\n'));
    };
    if (!tag.empty()) places_.push_back({lines(content) + 1, lines(content) + lines(text), tag});
    content += text;
  }
  std::string blockOf(const Cells& cells) const {
    if (table_ == CsvTable::alarms) return "[kind." + cells[0] + "]\n" + entries(cells, "");
    std::string text = "[[point]]\n" + entries(cells, "");
    for (const char* table : {"limits", "plausible"}) {
      const std::string inner = entries(cells, table);
      if (!inner.empty()) text += "[point." + std::string{table} + "]\n" + inner;
    }
    return text;
  }
  std::string entries(const Cells& cells, const std::string& table) const {
    const std::string suffix =
        table_ == CsvTable::points ? suffixOf(cells[4]).value_or("") : std::string{};
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const CsvColumn& column = columns_[i];
      if (table != column.table || *column.key == '\0') continue;
      if (column.shape == CsvColumn::Shape::english) {
        text += "name = { en = " + tomlText(cells[i]) + ", zh = " + tomlText(cells[i + 1]) + " }\n";
      } else if (column.shape != CsvColumn::Shape::chinese && !cells[i].empty()) {
        text += entryOf(column, cells[i], suffix).value_or("") + "\n";
      }
    }
    return text;
  }
  // A mistake in a block that a row became is a mistake of that row.
  void inCsv(SiteFault& fault) const {
    if (fault.file != names_.toml) return;
    for (const auto& [first, last, tag] : places_) {
      if (fault.line < first || fault.line > last) continue;
      fault.file = names_.csv;
      fault.line = rows_.at(tag).line;
      fault.column = columnOf(fault.key);
      return;
    }
  }
  std::uint32_t columnOf(const std::string& key) const {
    const std::string last = key.substr(key.rfind('.') + 1);
    std::uint32_t best = 1;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string name = columns_[i].key;
      const bool fits = last == name || (columns_[i].unit && last.rfind(name + "_", 0) == 0 &&
                                         last.find('_', name.size() + 1) == std::string::npos);
      if (fits) best = static_cast<std::uint32_t>(i + 1);
    }
    return best;
  }

  struct Place {
    std::uint32_t first, last;  // lines
    std::string tag;
  };
  const std::filesystem::path& directory_;
  CsvTable table_;
  const Names& names_;
  std::span<const CsvColumn> columns_;
  FaultList faults_;
  std::map<std::string, Row> rows_;
  std::vector<std::string> order_;
  std::vector<Place> places_;
};

}  // namespace

std::vector<SiteFault> importTable(const std::filesystem::path& directory, CsvTable table,
                                   const std::string& csv) {
  return Import{directory, table}.run(csv);
}

}  // namespace firedamp
