// Tables that keep their numbers whole: columns are sized from samples of their text.
#pragma once

#include <QStringList>
#include <QTableView>

namespace firedamp {

// No grid, whole rows, one column takes what is left.
void prepareTable(QTableView& table, int stretchedColumn);
// Wide enough for the header and for every sample; `extra` px for a symbol.
void setColumnWidth(QTableView& table, int column, const QStringList& samples, int extra = 0);

}  // namespace firedamp
