// What a headless engine prints of its updates, line by line, and the present state on demand.
// Pure: told instants, no clock, no output of its own. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

class ConsoleView {
 public:
  struct Options {
    bool values = true;      // print samples
    Duration utcOffset{0};   // of the printed times
  };
  // A changed value is printed at most this often per point, an unchanged one this seldom.
  // A change of quality is printed at once.
  static constexpr Duration changedEvery = std::chrono::seconds{2};
  static constexpr Duration unchangedEvery = std::chrono::seconds{30};

  // `site` must outlive it.
  ConsoleView(const Site& site, Options options);

  // The line to print, if the update is worth one.
  std::optional<std::string> accept(const Update& update);

  // Links, nodes, relays, areas, latest values and standing alarms, one line each.
  std::vector<std::string> status() const;
  std::vector<AlarmId> unacknowledged() const;

 private:
  struct Printed {
    Instant at;
    Sample sample;
  };

  bool worthPrinting(const Update& update);
  bool isNews(const Sample& sample);
  bool isNews(const AlarmEvent& alarm);
  template <typename Report>
  bool changed(std::map<std::uint32_t, Report>& latest, std::uint32_t id, const Report& report);
  std::string text(const Update& update) const;

  const Site& site_;
  Options options_;
  std::map<std::uint32_t, Sample> samples_;
  std::map<std::uint32_t, Printed> printed_;
  std::map<std::uint32_t, LinkReport> links_;
  std::map<std::uint32_t, NodeReport> nodes_;
  std::map<std::uint32_t, RelayReport> relays_;
  std::map<std::uint32_t, AreaReport> areas_;
  std::map<HealthReport::Part, HealthReport> health_;
  std::map<AlarmId, AlarmEvent> alarms_;  // standing ones
};

}  // namespace firedamp
