// Every standing alarm as a table in the fixed order. While the operator works in the list the
// order is held: rows change in place, new ones wait (waiting()), nothing jumps under the finger.
// Screen thread. Owns its rows; borrows site and language.
#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"
#include "viewmodel/clock.h"
#include "viewmodel/language.h"

namespace firedamp {

// What an alarm does to the picture of the thing that it belongs to.
struct AlarmMark {
  Priority priority = Priority::diagnostic;
  bool unacknowledged = false;
};

class AlarmModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    priorityColumn, timeColumn, ageColumn, tagColumn, placeColumn, conditionColumn, valueColumn,
    stateColumn, responseColumn, columnTotal
  };
  enum Role { priorityRole = Qt::UserRole, unacknowledgedRole, activeRole };

  AlarmModel(const Site& site, const Language& language, Clock now);

  void apply(const std::vector<AlarmEvent>& events);
  void hold(bool held);                 // false: the fixed order again, waiting rows appear
  int waiting() const { return static_cast<int>(waiting_.size()); }
  void refreshAges();                   // once a second
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  const AlarmEvent& at(int row) const { return rows_.at(static_cast<std::size_t>(row)); }
  int rowOf(AlarmId id) const;          // -1: not in the list
  // All standing alarms, also those that wait, in the fixed order.
  std::vector<AlarmEvent> standing() const;
  // Worst standing alarm of a point, node, relay or link.
  std::optional<AlarmMark> markOf(AlarmSource source) const;
  // The horn has to sound: the engine says so for at least one alarm.
  bool audible() const;

  QString tagOf(const AlarmSource& source) const;
  QString placeOf(const AlarmSource& source) const;
  // What to do: the mine's own words for this place, or the usual ones.
  QString response(const AlarmEvent& alarm) const;

 Q_SIGNALS:
  void waitingChanged(int waiting);

 private:
  void applyHeld(const AlarmEvent& event);
  void applyOrdered(const AlarmEvent& event);
  void insert(const AlarmEvent& event);
  void remove(int row);
  void settle();
  void changed(int row);
  QString text(const AlarmEvent& alarm, int column) const;
  QString valueAndLimit(const AlarmEvent& alarm) const;

  const Site& site_;
  const Language& language_;
  Clock now_;
  std::vector<AlarmEvent> rows_;
  std::vector<AlarmEvent> waiting_;     // new while held
  bool held_ = false;
};

}  // namespace firedamp
