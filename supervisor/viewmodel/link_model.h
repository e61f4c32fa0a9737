// Links with their counters as a table for the links page. Screen thread.
#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <vector>

#include "domain/site.h"
#include "domain/update.h"

namespace firedamp {

class LinkModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    tagColumn, kindColumn, endpointColumn, stateColumn, requestColumn, replyColumn, timeoutColumn,
    crcColumn, tagMismatchColumn, exceptionColumn, strayColumn, reconnectColumn, failureColumn,
    columnTotal
  };
  enum Role { abnormalRole = Qt::UserRole };

  explicit LinkModel(const Site& site);

  void apply(const LinkReport& report);
  void retranslate();
  int up() const;
  int total() const { return rowCount(); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString text(std::size_t link, int column) const;

  const Site& site_;
  std::vector<std::optional<LinkReport>> reports_;
};

}  // namespace firedamp
