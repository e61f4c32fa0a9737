#include "csv/csv_rows.h"

#include <csv.h>

#include <new>

namespace firedamp {

struct CsvRows::Parser {
  explicit Parser(char separator) : separator_(separator) { begin(); }
  ~Parser() { csv_free(&csv); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void begin() {
    if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc{};
    csv_set_delim(&csv, static_cast<unsigned char>(separator_));
  }
  void beginAnew() {
    csv_free(&csv);
    begin();
    count = 0;
  }

  // Fields keep their memory from row to row.
  void take(const char* text, std::size_t length) {
    if (count == fields.size()) fields.emplace_back();
    fields[count++].assign(text, length);
  }

  static void onField(void* text, std::size_t length, void* self) {
    static_cast<Parser*>(self)->take(static_cast<const char*>(text), length);
  }
  static void onRow(int, void* self) { static_cast<Parser*>(self)->ended = true; }

  csv_parser csv{};
  std::vector<std::string> fields;
  std::size_t count = 0;
  bool ended = true;

 private:
  char separator_;
};

CsvRows::CsvRows(char separator) : parser_(std::make_unique<Parser>(separator)) {}
CsvRows::~CsvRows() = default;
CsvRows::CsvRows(CsvRows&&) noexcept = default;
CsvRows& CsvRows::operator=(CsvRows&&) noexcept = default;

CsvRows::Step CsvRows::line(std::string_view text) {
  Parser& parser = *parser_;
  if (parser.ended) parser.count = 0;
  parser.ended = false;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const auto feed = [&parser](std::string_view part) {
    return csv_parse(&parser.csv, part.data(), part.size(), Parser::onField, Parser::onRow,
                     &parser) == part.size();
  };
  if (!feed(text) || !feed("\n")) {
    parser.beginAnew();
    parser.ended = true;
    return Step::fault;
  }
  if (parser.ended) return Step::row;
  if (parser.csv.pstate != 0) return Step::open;  // 0: no row has begun
  parser.ended = true;
  return Step::blank;
}

std::span<const std::string> CsvRows::fields() const {
  return {parser_->fields.data(), parser_->count};
}

std::string csvLine(std::span<const std::string> fields, char separator) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != fields.data()) line += separator;
    const bool edges = !field.empty() && (field.front() == ' ' || field.back() == ' ' ||
                                          field.front() == '\t' || field.back() == '\t');
    if (!edges && field.find_first_of(std::string{"\"\r\n"} + separator) == std::string::npos) {
      line += field;
      continue;
    }
    const std::size_t begin = line.size();
    line.resize(begin + csv_write(nullptr, 0, field.data(), field.size()));
    csv_write(line.data() + begin, line.size() - begin, field.data(), field.size());
  }
  return line + '\n';
}

}  // namespace firedamp
