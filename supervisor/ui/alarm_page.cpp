#include "ui/alarm_page.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/symbol.h"
#include "ui/table.h"
#include "viewmodel/alarm_order.h"
#include "viewmodel/wording.h"

namespace firedamp {

void AlarmDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
  QStyleOptionViewItem shifted = option;
  const bool first = index.column() == AlarmModel::priorityColumn;
  const bool open = index.data(AlarmModel::unacknowledgedRole).toBool();
  shifted.font.setBold(open && index.data(AlarmModel::activeRole).toBool());
  if (!first) return QStyledItemDelegate::paint(painter, shifted, index);
  const auto priority = static_cast<Priority>(index.data(AlarmModel::priorityRole).toInt());
  const double side = option.fontMetrics.height();
  QStyledItemDelegate::paint(painter, [&] {
    shifted.rect.setLeft(option.rect.left() + static_cast<int>(side) + 14);
    return shifted;
  }(), index);
  const QRectF row{option.rect};
  if ((option.state & QStyle::State_Selected) != 0) {
    painter->fillRect(QRectF{row.topLeft(), QSizeF{side + 14, row.height()}},
                      option.palette.highlight());
  }
  if (open && blinkOn_) {
    painter->fillRect(QRectF{row.topLeft(), QSizeF{6, row.height()}}, look_.priority(priority));
  }
  drawPriority(*painter, {row.left() + 10, row.center().y() - side / 2, side, side}, priority,
               look_);
}

AlarmPage::AlarmPage(Board& board, const Look& look, QWidget* parent)
    : QWidget{parent}, board_{board}, view_{new QTableView{this}},
      delegate_{new AlarmDelegate{look, this}}, strip_{new QLabel{this}},
      detail_{new QLabel{this}} {
  view_->setModel(&board_.alarms);
  view_->setItemDelegate(delegate_);
  prepareTable(*view_, AlarmModel::responseColumn);
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->installEventFilter(this);
  view_->viewport()->installEventFilter(this);
  strip_->hide();
  detail_->setWordWrap(true);
  detail_->setMargin(8);
  detail_->setMinimumHeight(3 * fontMetrics().height() + 16);
  detail_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(8, 8, 8, 4);
  column->addWidget(strip_);
  column->addWidget(view_, 1);
  column->addWidget(detail_);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          &AlarmPage::describeCurrent);
  connect(&board_.alarms, &AlarmModel::waitingChanged, this, [this](int waiting) {
    strip_->setVisible(waiting > 0);
    strip_->setText(tr("+%1 new – press F8").arg(waiting));
  });
  retranslate();
}

void AlarmPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
  if (event->type() == QEvent::FontChange) sizeColumns();
}

void AlarmPage::retranslate() {
  view_->setAccessibleName(tr("Alarm list"));
  strip_->setText(tr("+%1 new – press F8").arg(board_.alarms.waiting()));
  sizeColumns();
  describeCurrent();
}

// From samples of the longest text; numbers and times are never cut.
void AlarmPage::sizeColumns() {
  QStringList priorities, states, conditions;
  for (int i = 1; i <= 5; ++i) priorities << priorityWord(static_cast<Priority>(i));
  for (std::size_t i = 0; i < alarmStateCount; ++i) {
    states << alarmStateWord(static_cast<AlarmState>(i));
  }
  for (int i = 0; i <= static_cast<int>(AlarmKind::horn); ++i) {
    conditions << conditionWord(static_cast<AlarmKind>(i));
    if (isLimit(static_cast<AlarmKind>(i))) conditions.last() += AlarmModel::tr(" (first)");
  }
  setColumnWidth(*view_, AlarmModel::priorityColumn, priorities, fontMetrics().height() + 16);
  setColumnWidth(*view_, AlarmModel::timeColumn, {QStringLiteral("00:00:00")});
  setColumnWidth(*view_, AlarmModel::ageColumn, {QStringLiteral("000 min")});
  setColumnWidth(*view_, AlarmModel::tagColumn, {QStringLiteral("FLW-01-Q")});
  setColumnWidth(*view_, AlarmModel::placeColumn, {QStringLiteral("Face 1203, upper")});
  setColumnWidth(*view_, AlarmModel::conditionColumn, conditions);
  setColumnWidth(*view_, AlarmModel::valueColumn, {QStringLiteral("300.00 / 300.00 m³/min")});
  setColumnWidth(*view_, AlarmModel::stateColumn, states);
}

void AlarmPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!view_->selectionModel()->hasSelection() && board_.alarms.rowCount() > 0) {
    view_->selectRow(0);
  }
}

void AlarmPage::refresh() {
  const bool held = touchedAt_ && board_.now() - *touchedAt_ < holdFor;
  board_.alarms.hold(held);
  describeCurrent();
}

void AlarmPage::blink(bool on) {
  delegate_->blink(on);
  view_->viewport()->update();
}

void AlarmPage::touched() {
  touchedAt_ = board_.now();
  board_.alarms.hold(true);
}

bool AlarmPage::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::KeyPress: {
      const auto* key = static_cast<QKeyEvent*>(event);
      touched();
      if (key->key() == Qt::Key_Space) {
        acknowledgeSelected();
        return true;
      }
      break;
    }
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel: touched(); break;
    default: break;
  }
  return QWidget::eventFilter(watched, event);
}

void AlarmPage::acknowledgeSelected() {
  const QModelIndexList rows = view_->selectionModel()->selectedRows();
  if (rows.isEmpty()) return;
  int last = 0;
  for (const QModelIndex& row : rows) {
    last = std::max(last, row.row());
    const AlarmEvent& alarm = board_.alarms.at(row.row());
    if (needsAcknowledge(alarm)) board_.acknowledge(alarm.id);
    if (alarm.state == AlarmState::latchedAcknowledged) board_.reset(alarm.id);
  }
  for (int step = 1; step < board_.alarms.rowCount(); ++step) {
    const int row = (last + step) % board_.alarms.rowCount();
    if (view_->selectionModel()->isRowSelected(row)) continue;
    if (!needsAcknowledge(board_.alarms.at(row))) continue;
    view_->selectRow(row);
    return;
  }
}

void AlarmPage::goTo(AlarmId alarm) {
  touchedAt_.reset();
  board_.alarms.hold(false);
  const int row = board_.alarms.rowOf(alarm);
  if (row >= 0) view_->selectRow(row);
}

void AlarmPage::describeCurrent() {
  const QModelIndex current = view_->currentIndex();
  if (!current.isValid()) {
    detail_->setText(board_.alarms.rowCount() == 0 ? tr("No alarms")
                                                   : tr("Space or F10 acknowledges the selection"));
    return;
  }
  const AlarmEvent& alarm = board_.alarms.at(current.row());
  detail_->setText(phraseText(alarmText(alarm, board_.site)) + QLatin1Char('\n') +
                   tr("DO: %1").arg(board_.alarms.response(alarm)));
}

}  // namespace firedamp
