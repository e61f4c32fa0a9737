#include "ui/log_in_dialog.h"

#include <QApplication>
#include <QFormLayout>

#include "viewmodel/language.h"

namespace firedamp {

LogInDialog::LogInDialog(PeoplePort& people, QWidget* parent)
    : QDialog{parent}, people_{people}, first_{people.needsSetUp()}, name_{new QLineEdit{this}},
      password_{new QLineEdit{this}}, again_{new QLineEdit{this}}, refusal_{new QLabel{this}},
      enter_{new QPushButton{first_ ? tr("Open the account") : tr("Log in"), this}} {
  setWindowTitle(first_ ? tr("First start: the administrator's account") : tr("Log in"));
  for (QLineEdit* field : {password_, again_}) field->setEchoMode(QLineEdit::Password);
  again_->setVisible(first_);
  refusal_->setWordWrap(true);
  refusal_->setMinimumWidth(300);
  auto* cancel = new QPushButton{tr("Cancel"), this};
  auto* form = new QFormLayout{this};
  form->addRow(tr("Name"), name_);
  form->addRow(tr("Password"), password_);
  if (first_) form->addRow(tr("Password again"), again_);
  form->addRow(refusal_);
  form->addRow(enter_);
  form->addRow(cancel);
  enter_->setDefault(true);
  name_->setText(QString::fromStdString(people.sitting().locked ? people.sitting().name : ""));
  (name_->text().isEmpty() ? name_ : password_)->setFocus();
  connect(enter_, &QPushButton::clicked, this, &LogInDialog::tryIt);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

std::optional<Phrase> LogInDialog::ask() {
  const std::string name = name_->text().toStdString();
  const std::string password = password_->text().toStdString();
  return first_ ? people_.setUp(name, password) : people_.logIn(name, password);
}

void LogInDialog::tryIt() {
  if (first_ && password_->text() != again_->text()) {
    refusal_->setText(tr("The two passwords are not the same"));
    return;
  }
  QApplication::setOverrideCursor(Qt::WaitCursor);
  const auto refused = ask();
  QApplication::restoreOverrideCursor();
  password_->clear();
  again_->clear();
  if (!refused) return accept();
  refusal_->setText(phraseText(*refused));
  password_->setFocus();
}

}  // namespace firedamp
