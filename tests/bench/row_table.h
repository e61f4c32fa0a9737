// What one would do without the historian: an indexed SQLite table with one row per sample. And the
// samples that both get.
#pragma once

#include <sqlite3.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "domain/sample.h"
#include "domain/site.h"

namespace firedamp::bench {

constexpr std::int64_t start_us = 1'700'000'000'000'000;
constexpr std::int64_t day_s = 86400;

inline Site siteOf(std::size_t points) {
  Site site;
  site.points.resize(points);
  for (std::size_t i = 0; i < points; ++i) site.points[i].tag = "CH4-" + std::to_string(i);
  return site;
}

// Slow drift and a noise of 0.006 %CH4, in steps of 0.01 %CH4: a good infra-red sensor.
class Gas {
 public:
  explicit Gas(std::uint32_t seed) : random_(seed) {}
  std::int32_t next() {
    level_ += drift_(random_);
    return static_cast<std::int32_t>(std::lround(level_ + noise_(random_)));
  }

 private:
  std::mt19937 random_;
  std::normal_distribution<double> drift_{0, 0.02}, noise_{0, 0.6};
  double level_ = 45;
};

// Point and time are its key. FULL, a commit per call.
class RowTable {
 public:
  explicit RowTable(const std::filesystem::path& file);
  ~RowTable();
  RowTable(const RowTable&) = delete;
  RowTable& operator=(const RowTable&) = delete;

  void run(const char* sql) { sqlite3_exec(database_, sql, nullptr, nullptr, nullptr); }
  void add(std::int64_t point, std::int64_t at_us, std::int64_t value);
  void commit(const std::vector<Sample>& samples);
  // So many older rows of each point, at once: a table that has been written for a while.
  void fill(std::size_t points, std::int64_t rows);
  // Extremes of `columns` equal parts of point 0, as one would write it.
  std::int64_t scan(std::int64_t from_us, std::int64_t to_us, std::size_t columns);

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

}  // namespace firedamp::bench
