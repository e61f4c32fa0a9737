// Nodes as a table for the links page. Screen thread.
#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"
#include "viewmodel/clock.h"
#include "viewmodel/language.h"

namespace firedamp {

class NodeModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    tagColumn, placeColumn, classColumn, linkColumn, addressColumn, stateColumn, serialColumn,
    firmwareColumn, uptimeColumn, replyColumn, columnTotal
  };
  enum Role { abnormalRole = Qt::UserRole };

  NodeModel(const Site& site, const Language& language, Clock now);

  void apply(const NodeReport& report);
  // Something else of this node arrived: reports themselves come only now and then.
  void heard(NodeId node, Instant at);
  void refreshAges();
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString text(std::size_t node, int column) const;
  QString reported(const NodeReport& report, int column) const;

  const Site& site_;
  const Language& language_;
  Clock now_;
  std::vector<std::optional<NodeReport>> reports_;
};

}  // namespace firedamp
