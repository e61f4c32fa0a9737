#include "viewmodel/alarm_banner.h"

#include <algorithm>

#include "viewmodel/alarm_order.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

void describe(BannerView& view, const AlarmModel& alarms, Instant now) {
  const AlarmEvent& worst = *view.worst;
  view.tag = alarms.tagOf(worst.source);
  view.place = alarms.placeOf(worst.source);
  view.condition = conditionWord(worst.kind);
  view.value = worst.value.unit == Unit::none ? QString{} : quantityWord(worst.value);
  view.age = durationText(now - worst.raisedAt);
  view.response = alarms.response(worst);
}

}  // namespace

BannerView bannerView(const AlarmModel& alarms, Instant now) {
  BannerView view;
  const std::vector<AlarmEvent> standing = alarms.standing();
  std::optional<Instant> oldest;
  int unacknowledged = 0;
  for (const AlarmEvent& alarm : standing) {
    auto& count = view.counts.at(static_cast<std::size_t>(alarm.priority) - 1);
    ++count.standing;
    if (!needsAcknowledge(alarm)) continue;
    ++count.unacknowledged;
    ++unacknowledged;
    if (!view.worst) view.worst = alarm;
    oldest = oldest ? std::min(*oldest, alarm.raisedAt) : alarm.raisedAt;
  }
  view.unacknowledged = view.worst.has_value();
  view.more = std::max(0, unacknowledged - 1);
  if (oldest) view.oldestAge = durationText(now - *oldest);
  if (!view.worst && !standing.empty()) view.worst = standing.front();
  if (view.worst) describe(view, alarms, now);
  return view;
}

}  // namespace firedamp
