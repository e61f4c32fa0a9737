#include "ui/table.h"

#include <QFontMetrics>
#include <QHeaderView>

#include <algorithm>

namespace firedamp {

void prepareTable(QTableView& table, int stretchedColumn) {
  table.setShowGrid(false);
  table.setWordWrap(false);
  table.setSelectionBehavior(QAbstractItemView::SelectRows);
  table.setEditTriggers(QAbstractItemView::NoEditTriggers);
  table.setTabKeyNavigation(false);
  table.verticalHeader()->hide();
  table.verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table.horizontalHeader()->setHighlightSections(false);
  table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table.horizontalHeader()->setSectionResizeMode(stretchedColumn, QHeaderView::Stretch);
  table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void setColumnWidth(QTableView& table, int column, const QStringList& samples, int extra) {
  QFont bold = table.font();
  bold.setBold(true);
  const QFontMetrics metrics{bold};
  const QString header = table.model()->headerData(column, Qt::Horizontal).toString();
  int widest = metrics.horizontalAdvance(header);
  for (const QString& sample : samples) {
    widest = std::max(widest, metrics.horizontalAdvance(sample));
  }
  table.setColumnWidth(column, widest + 16 + extra);
}

}  // namespace firedamp
