#include "ui/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

// Outside of any namespace: the macro declares a function of that name.
static void loadTranslationResource() { Q_INIT_RESOURCE(i18n); }

namespace firedamp {

Translations::Translations() {
  loadTranslationResource();
  loaded_ = ours_.load(QStringLiteral(":/i18n/firedamp_zh_CN.qm"));
  [[maybe_unused]] const bool standard = qt_.load(
      QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

Translations::~Translations() {
  if (installed_) apply(Tongue::english);
}

bool Translations::apply(Tongue tongue) {
  if (!loaded_) return tongue == Tongue::english;
  const bool wanted = tongue == Tongue::chinese;
  if (wanted == installed_) return true;
  installed_ = wanted;
  if (wanted) {
    QCoreApplication::installTranslator(&qt_);
    QCoreApplication::installTranslator(&ours_);
  } else {
    QCoreApplication::removeTranslator(&ours_);
    QCoreApplication::removeTranslator(&qt_);
  }
  return true;
}

}  // namespace firedamp
