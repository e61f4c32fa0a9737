#include "viewmodel/alarm_model.h"

#include <algorithm>

#include "domain/area_tree.h"
#include "viewmodel/alarm_order.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

int indexOf(const std::vector<AlarmEvent>& alarms, AlarmId id) {
  const auto found = std::find_if(alarms.begin(), alarms.end(),
                                  [id](const AlarmEvent& alarm) { return alarm.id == id; });
  return found == alarms.end() ? -1 : static_cast<int>(found - alarms.begin());
}

}  // namespace

AlarmModel::AlarmModel(const Site& site, const Language& language, Clock now)
    : site_{site}, language_{language}, now_{std::move(now)} {}

void AlarmModel::apply(const std::vector<AlarmEvent>& events) {
  for (const AlarmEvent& event : events) {
    held_ ? applyHeld(event) : applyOrdered(event);
  }
}

void AlarmModel::applyOrdered(const AlarmEvent& event) {
  const int row = rowOf(event.id);
  if (row < 0) {
    if (event.state != AlarmState::normal) insert(event);
    return;
  }
  if (event.state == AlarmState::normal) return remove(row);
  const auto here = rows_.begin() + row;
  const bool fitsAbove = row == 0 || !standsAbove(event, *(here - 1));
  const bool fitsBelow = here + 1 == rows_.end() || !standsAbove(*(here + 1), event);
  if (fitsAbove && fitsBelow) {
    *here = event;
    return changed(row);
  }
  // Destination as Qt counts it: the row before which it will stand, counted before the move.
  std::vector<AlarmEvent> others = rows_;
  others.erase(others.begin() + row);
  const auto place = std::upper_bound(others.begin(), others.end(), event, standsAbove);
  const int to = static_cast<int>(place - others.begin());
  beginMoveRows({}, row, row, {}, to > row ? to + 1 : to);
  others.insert(place, event);
  rows_ = std::move(others);
  endMoveRows();
  changed(to);
}

void AlarmModel::applyHeld(const AlarmEvent& event) {
  const int row = rowOf(event.id);
  if (row >= 0) {
    rows_[static_cast<std::size_t>(row)] = event;
    return changed(row);
  }
  const int wait = indexOf(waiting_, event.id);
  if (wait >= 0) waiting_.erase(waiting_.begin() + wait);
  if (event.state != AlarmState::normal) waiting_.push_back(event);
  Q_EMIT waitingChanged(waiting());
}

void AlarmModel::hold(bool held) {
  if (held == held_) return;
  held_ = held;
  if (!held_) settle();
}

void AlarmModel::settle() {
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (at(row).state == AlarmState::normal) remove(row);
  }
  for (std::size_t i = 1; i < rows_.size(); ++i) {  // insertion sort, each step a Qt move
    const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(i);
    const auto place = std::upper_bound(rows_.begin(), end, *end, standsAbove);
    if (place == end) continue;
    const int from = static_cast<int>(i);
    beginMoveRows({}, from, from, {}, static_cast<int>(place - rows_.begin()));
    std::rotate(place, end, end + 1);
    endMoveRows();
  }
  const std::vector<AlarmEvent> fresh = std::exchange(waiting_, {});
  for (const AlarmEvent& event : fresh) insert(event);
  if (!fresh.empty()) Q_EMIT waitingChanged(0);
}

void AlarmModel::insert(const AlarmEvent& event) {
  const auto place = std::upper_bound(rows_.begin(), rows_.end(), event, standsAbove);
  const int row = static_cast<int>(place - rows_.begin());
  beginInsertRows({}, row, row);
  rows_.insert(place, event);
  endInsertRows();
}

void AlarmModel::remove(int row) {
  beginRemoveRows({}, row, row);
  rows_.erase(rows_.begin() + row);
  endRemoveRows();
}

void AlarmModel::changed(int row) {
  Q_EMIT dataChanged(index(row, 0), index(row, columnTotal - 1));
}

void AlarmModel::refreshAges() {
  if (rows_.empty()) return;
  Q_EMIT dataChanged(index(0, ageColumn), index(rowCount() - 1, ageColumn), {Qt::DisplayRole});
}

void AlarmModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnTotal - 1);
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

int AlarmModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int AlarmModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columnTotal;
}

QVariant AlarmModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const AlarmEvent& alarm = at(index.row());
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(alarm, index.column());
    case Qt::ToolTipRole: return phraseText(alarmText(alarm, site_));
    case priorityRole: return static_cast<int>(alarm.priority);
    case unacknowledgedRole: return needsAcknowledge(alarm);
    case activeRole: return isActive(alarm);
    default: return {};
  }
}

QVariant AlarmModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case priorityColumn: return tr("Priority");
    case timeColumn: return tr("Time");
    case ageColumn: return tr("Age");
    case tagColumn: return tr("Tag");
    case placeColumn: return tr("Place");
    case conditionColumn: return tr("Condition");
    case valueColumn: return tr("Value / limit");
    case stateColumn: return tr("State");
    case responseColumn: return tr("What to do");
    default: return {};
  }
}

QString AlarmModel::text(const AlarmEvent& alarm, int column) const {
  switch (column) {
    case priorityColumn: return priorityWord(alarm.priority);
    case timeColumn: return timeText(alarm.raisedAt);
    case ageColumn: return durationText(now_() - alarm.raisedAt);
    case tagColumn: return tagOf(alarm.source);
    case placeColumn: return placeOf(alarm.source);
    case conditionColumn:
      return conditionWord(alarm.kind) +
             (alarm.grade != 0 ? tr(", level %1").arg(alarm.grade) : QString{}) +
             (alarm.firstOut ? tr(" (first)") : QString{});
    case valueColumn: return valueAndLimit(alarm);
    case stateColumn: return alarmStateWord(alarm.state);
    case responseColumn: return response(alarm);
    default: return {};
  }
}

QString AlarmModel::valueAndLimit(const AlarmEvent& alarm) const {
  if (alarm.value.unit == Unit::none) return {};
  return QString::fromStdString(numberText(alarm.value) + " / " + quantityText(alarm.limit));
}

QString AlarmModel::response(const AlarmEvent& alarm) const {
  const std::optional<Label> words = guidanceFor(keyOf(alarm), site_);
  return words ? language_.text(*words) : phraseText(alarmResponse(alarm, site_));
}

int AlarmModel::rowOf(AlarmId id) const { return indexOf(rows_, id); }

std::vector<AlarmEvent> AlarmModel::standing() const {
  std::vector<AlarmEvent> all = rows_;
  all.insert(all.end(), waiting_.begin(), waiting_.end());
  std::erase_if(all, [](const AlarmEvent& alarm) { return alarm.state == AlarmState::normal; });
  std::sort(all.begin(), all.end(), standsAbove);
  return all;
}

std::optional<AlarmMark> AlarmModel::markOf(AlarmSource source) const {
  std::optional<AlarmMark> mark;
  for (const AlarmEvent& alarm : standing()) {
    if (alarm.source != source) continue;
    if (!mark) mark = AlarmMark{alarm.priority, false};  // the first is the worst
    mark->unacknowledged = mark->unacknowledged || needsAcknowledge(alarm);
  }
  return mark;
}

bool AlarmModel::audible() const {
  const std::vector<AlarmEvent> all = standing();
  return std::any_of(all.begin(), all.end(), [](const AlarmEvent& a) { return a.audible; });
}

QString AlarmModel::tagOf(const AlarmSource& source) const {
  using Type = AlarmSource::Type;
  switch (source.type) {
    case Type::point: return QString::fromStdString(site_.points.at(source.id).tag);
    case Type::node: return QString::fromStdString(site_.nodes.at(source.id).tag);
    case Type::relay: return QString::fromStdString(site_.relays.at(source.id).tag);
    case Type::link: return QString::fromStdString(site_.links.at(source.id).tag);
    case Type::system: break;
  }
  return QString::fromStdString(site_.tag);
}

QString AlarmModel::placeOf(const AlarmSource& source) const {
  using Type = AlarmSource::Type;
  switch (source.type) {
    case Type::point: {
      const PointSite& point = site_.points.at(source.id);
      return language_.text(site_.nodes.at(point.node.value).place);
    }
    case Type::node: return language_.text(site_.nodes.at(source.id).place);
    case Type::relay: return language_.text(site_.relays.at(source.id).name);
    case Type::link: return linkKindWord(site_.links.at(source.id).kind);
    case Type::system: break;
  }
  return language_.text(site_.name);
}

}  // namespace firedamp
