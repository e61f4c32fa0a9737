#include "import/import_bench.h"

#include <QFile>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

namespace firedamp::testing {
namespace {

struct Sensor {
  const char* name;
  const char* unit;
  const char* map;  // further lines of its table
};

// Names and fault codes: Kozielski, Sikora, Wrobel, Data in Brief 39 (2021) 107457.
constexpr std::array sensors{
    Sensor{"AN311", "m/s", "faults = [\"-266\"]"}, Sensor{"AN422", "m/s", ""},
    Sensor{"AN423", "m/s", ""}, Sensor{"TP1721", "degC", "faults = [\"0\"]"},
    Sensor{"RH1722", "%", "faults = [\"0\"]"}, Sensor{"BA1723", "hPa", "faults = [\"0\"]"},
    Sensor{"TP1711", "degC", ""}, Sensor{"RH1712", "%", ""}, Sensor{"BA1713", "hPa", ""},
    Sensor{"MM252", "%CH4", ""}, Sensor{"MM261", "%CH4", ""}, Sensor{"MM262", "%CH4", ""},
    Sensor{"MM263", "%CH4", "faults = [\"-2\", \"30\", \"40\"]"}, Sensor{"MM264", "%CH4", ""},
    Sensor{"MM256", "%CH4", ""}, Sensor{"MM211", "%CH4", ""}, Sensor{"CM861", "%CH4", ""},
    Sensor{"CR863", "Pa", ""}, Sensor{"P_864", "kPa", "faults = [\"435.4\"]"},
    Sensor{"TC862", "degC", ""}, Sensor{"WM868", "m3/min", ""}, Sensor{"AMP1_IR", "A", ""},
    Sensor{"AMP2_IR", "A", ""}, Sensor{"DMP3_IR", "A", ""}, Sensor{"DMP4_IR", "A", ""},
    Sensor{"AMP5_IR", "A", "faults = [\"-255\"]"}, Sensor{"F_SIDE", "count", ""},
    Sensor{"V", "m/s", ""}};
constexpr std::size_t methane = 12;

std::uint32_t mixed(std::uint64_t row, std::uint32_t seed, std::size_t sensor) {
  std::uint64_t x = row * 0x9E3779B97F4A7C15U + seed * 0xBF58476D1CE4E5B9U + sensor;
  x ^= x >> 31;
  x *= 0x94D049BB133111EBU;
  return static_cast<std::uint32_t>(x >> 32);
}

}  // namespace

int methaneOf(std::uint64_t row, std::uint32_t seed) {
  if (row % 5000 == 4999) return 3000;  // fault code
  return 90 + static_cast<int>(row / 600 % 40) + static_cast<int>(mixed(row, seed, methane) % 3);
}

void writeLongwall(const QString& name, std::uint64_t rows, std::uint32_t seed) {
  QFile file{name};
  if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(name));
  std::string text = "year,month,day,hour,minute,second";
  for (const Sensor& sensor : sensors) text += std::string{","} + sensor.name;
  text += '\n';
  std::array<char, 64> cell{};
  for (std::uint64_t row = 0; row < rows; ++row) {
    const auto second = std::chrono::seconds{row};
    const std::chrono::sys_days first{std::chrono::year{2014} / 3 / 2};
    const auto day = std::chrono::floor<std::chrono::days>(first + second);
    const std::chrono::year_month_day date{day};
    const auto inDay = static_cast<unsigned>((first + second - day).count());
    std::snprintf(cell.data(), cell.size(), "%d,%u,%u,%u,%u,%u", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), inDay / 3600, inDay / 60 % 60,
                  inDay % 60);
    text += cell.data();
    for (std::size_t i = 0; i < sensors.size(); ++i) {
      const int value = i == methane ? methaneOf(row, seed)
                                     : 400 + static_cast<int>(mixed(row / 10, seed, i) % 5);
      const bool bad = i == 3 && isBadRow(row);
      std::snprintf(cell.data(), cell.size(), bad ? ",?" : ",%d.%02d", value / 100, value % 100);
      text += cell.data();
    }
    text += '\n';
    if (text.size() < (1U << 20)) continue;
    file.write(text.data(), static_cast<qint64>(text.size()));
    text.clear();
  }
  file.write(text.data(), static_cast<qint64>(text.size()));
}

void writeLongwallMap(const QString& name) {
  QFile file{name};
  if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(name));
  QByteArray text = "source = \"LONGWALL-2014\"\n[time]\nformat = \"parts\"\nutc_offset_min = 60\n"
                    "columns = [\"year\", \"month\", \"day\", \"hour\", \"minute\", \"second\"]\n";
  for (const Sensor& sensor : sensors) {
    text += QByteArray("[[column]]\nname = \"") + sensor.name + "\"\nunit = \"" + sensor.unit +
            "\"\n" + sensor.map + "\n";
  }
  file.write(text);
}

}  // namespace firedamp::testing
