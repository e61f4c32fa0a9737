#include "ui/navigation.h"

#include <QEvent>
#include <QVBoxLayout>

#include "ui/choice_button.h"

namespace firedamp {

Navigation::Navigation(QWidget* parent)
    : QWidget{parent}, group_{new QButtonGroup{this}}, help_{new QPushButton{this}} {
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(4, 6, 4, 6);
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    buttons_[i] = new ChoiceButton{this};
    group_->addButton(buttons_[i], static_cast<int>(i));
    column->addWidget(buttons_[i]);
  }
  buttons_.back()->hide();
  column->addStretch(1);
  column->addWidget(help_);
  for (QPushButton* button : findChildren<QPushButton*>()) {
    button->setFocusPolicy(Qt::NoFocus);
    button->setMinimumHeight(48);
  }
  connect(group_, &QButtonGroup::idClicked, this,
          [this](int id) { Q_EMIT chosen(static_cast<Page>(id)); });
  connect(help_, &QPushButton::clicked, this, &Navigation::helpWanted);
  retranslate();
}

void Navigation::show(Page page) { buttons_.at(static_cast<std::size_t>(page))->setChecked(true); }

void Navigation::offerReplay() { buttons_.back()->show(); }

void Navigation::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void Navigation::retranslate() {
  buttons_[0]->setText(tr("Map\nF2"));
  buttons_[1]->setText(tr("Alarms\nF3"));
  buttons_[2]->setText(tr("Trend\nF4"));
  buttons_[3]->setText(tr("Journal\nF5"));
  buttons_[4]->setText(tr("Links\nF12"));
  buttons_[5]->setText(tr("Replay\nF6"));
  help_->setText(tr("Help\nF1"));
}

}  // namespace firedamp
