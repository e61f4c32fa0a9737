// Graded alarms (mine-rules CN-40): while a methane point is over its alarm limit, its alarm has a
// level 1 to 4, the highest that its worst value, its duration or the number of points of its area
// over their limit has reached. A level never falls while the alarm stands.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "domain/site.h"

namespace firedamp {

class GradeWatch {
 public:
  struct Finding {
    AlarmKey key;
    std::uint8_t grade = 0;
    Instant at;
  };
  // Keeps a reference to the site.
  explicit GradeWatch(const Site& site);

  void accept(const AlarmEvent& event);
  std::optional<Instant> nextDeadline() const {
    return deadlines_.empty() ? std::nullopt : std::optional{deadlines_.begin()->first};
  }
  void advance(Instant now);
  std::vector<Finding> take() { return std::exchange(out_, {}); }

 private:
  struct Over {
    Instant since;
    std::int32_t peak = 0;
    std::uint8_t grade = 0;
    std::optional<Instant> due;  // of the next level by duration
  };
  std::uint8_t levelOf(const Over& over, std::size_t pointsOfArea, Instant at) const;
  std::size_t pointsOver(std::uint32_t point) const;
  void look(std::uint32_t point, Instant at);
  void lookAround(std::uint32_t point, Instant at);
  void setDue(std::uint32_t point, Over& over, std::optional<Instant> due);
  std::optional<Instant> dueAfter(const Over& over) const;
  void end(std::uint32_t point);

  const Site& site_;
  bool used_ = false;
  std::vector<std::optional<AreaId>> areas_;  // of the points
  std::map<std::uint32_t, Over> over_;        // by point
  std::map<AreaId, std::set<std::uint32_t>> overOfArea_;  // points
  std::set<std::pair<Instant, std::uint32_t>> deadlines_;
  std::vector<Finding> out_;
};

}  // namespace firedamp
