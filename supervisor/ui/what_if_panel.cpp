#include "ui/what_if_panel.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/table.h"
#include "viewmodel/wording.h"

namespace firedamp {

WhatIfPanel::WhatIfPanel(ReplayPort& port, ReplayModel& replay, QWidget* parent)
    : QWidget{parent}, choose{new QPushButton{this}}, giveUp{new QPushButton{this}},
      close{new QPushButton{this}}, table{new QTableView{this}}, words{new QLabel{this}},
      replay_{replay}, model_{port}, title_{new QLabel{this}} {
  table->setModel(&model_);
  prepareTable(*table, WhatIfModel::whatColumn);
  auto* head = new QHBoxLayout;
  head->addWidget(title_, 1);
  for (QPushButton* each : {choose, giveUp, close}) {
    each->setMinimumHeight(40);
    head->addWidget(each);
  }
  words->setWordWrap(true);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(8, 4, 8, 4);
  column->addLayout(head);
  column->addWidget(words);
  column->addWidget(table, 1);
  connect(choose, &QPushButton::clicked, this, &WhatIfPanel::chooseFile);
  connect(giveUp, &QPushButton::clicked, &model_, &WhatIfModel::giveUp);
  connect(close, &QPushButton::clicked, this, &WhatIfPanel::closed);
  connect(&model_, &WhatIfModel::changed, this, &WhatIfPanel::refresh);
  retranslate();
}

void WhatIfPanel::chooseFile() {
  const QString chosen = QFileDialog::getOpenFileName(this, tr("Rules or limits to judge by"), {},
                                                      tr("Files of a site (*.toml)"));
  if (!chosen.isEmpty()) judgeBy(chosen);
}

// Of the whole run.
void WhatIfPanel::judgeBy(const QString& file) {
  if (!replay_.isOpen()) return;
  file_ = file;
  WhatIfQuestion question;
  question.directory = replay_.recording();
  question.run = replay_.runs().at(replay_.place()).id;
  question.files = {file.toStdString()};
  question.from = replay_.state().from;
  question.to = replay_.state().until;
  model_.ask(std::move(question), replay_.board().site);
  retranslate();
}

void WhatIfPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) sizeColumns();
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  model_.retranslate();
}

void WhatIfPanel::retranslate() {
  title_->setText(file_.isEmpty() ? tr("What if?")
                                  : tr("What if: %1").arg(QFileInfo{file_}.fileName()));
  choose->setText(tr("Choose rules..."));
  giveUp->setText(tr("Give up"));
  close->setText(tr("Close\nW"));
  table->setAccessibleName(tr("What would have been otherwise"));
  sizeColumns();
  refresh();
}

void WhatIfPanel::sizeColumns() {
  const QString instant = QStringLiteral("2026-11-23 06:00:01.500Z");
  setColumnWidth(*table, WhatIfModel::aboutColumn, {WhatIfModel::tr("Operator load")});
  setColumnWidth(*table, WhatIfModel::tagColumn, {QStringLiteral("FLW-01-QQQ")});
  setColumnWidth(*table, WhatIfModel::recordedColumn, {instant});
  setColumnWidth(*table, WhatIfModel::otherColumn, {instant});
  setColumnWidth(*table, WhatIfModel::differenceColumn,
                 {WhatIfModel::tr("%1 s earlier").arg(10000.123)});
}

void WhatIfPanel::refresh() {
  choose->setEnabled(replay_.isOpen() && !model_.asking());
  giveUp->setVisible(model_.asking());
  words->setText(model_.summary());
}

}  // namespace firedamp
