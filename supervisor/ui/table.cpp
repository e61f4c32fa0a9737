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
    const int wide = metrics.horizontalAdvance(sample);
    // Emboldened Chinese is wider than its metrics say.
    const bool chinese = std::any_of(sample.begin(), sample.end(),
                                     [](QChar c) { return c > QChar{0x2E80}; });
    widest = std::max(widest, chinese ? wide + wide / 8 : wide);
  }
  table.setColumnWidth(column, widest + 14 + extra);
}

}  // namespace firedamp
