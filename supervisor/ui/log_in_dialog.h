// Name and password; on the first start, the first account with its password twice.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "domain/people_port.h"

namespace firedamp {

class LogInDialog : public QDialog {
  Q_OBJECT

 public:
  // The port outlives the dialog. Accepted: somebody is logged in.
  explicit LogInDialog(PeoplePort& people, QWidget* parent = nullptr);

  QLineEdit* name() const { return name_; }
  QLineEdit* password() const { return password_; }
  QLineEdit* again() const { return again_; }   // hidden except on the first start
  QPushButton* enter() const { return enter_; }
  QString refusal() const { return refusal_->text(); }

 private:
  void tryIt();
  std::optional<Phrase> ask();

  PeoplePort& people_;
  const bool first_;
  QLineEdit* name_;
  QLineEdit* password_;
  QLineEdit* again_;
  QLabel* refusal_;
  QPushButton* enter_;
};

}  // namespace firedamp
