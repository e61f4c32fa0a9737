#include "viewmodel/language.h"

#include <QCoreApplication>

namespace firedamp {

QString Language::text(const Label& label) const {
  const std::string& wanted = tongue_ == Tongue::chinese ? label.zh : label.en;
  const std::string& other = tongue_ == Tongue::chinese ? label.en : label.zh;
  return QString::fromStdString(wanted.empty() ? other : wanted);
}

QString phraseText(const Phrase& phrase) {
  const QString pattern = QCoreApplication::translate("phrase", phrase.text);
  return QString::fromStdString(substitute(pattern.toStdString(), phrase.arguments));
}

}  // namespace firedamp
