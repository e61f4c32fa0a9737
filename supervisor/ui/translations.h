// Installs the translators of a language, so that every widget gets a LanguageChange.
#pragma once

#include <QTranslator>

#include "viewmodel/language.h"

namespace firedamp {

class Translations {
 public:
  Translations();
  ~Translations();
  Translations(const Translations&) = delete;
  Translations& operator=(const Translations&) = delete;

  // False when the translations are not in the program; then nothing changes.
  bool apply(Tongue tongue);

 private:
  QTranslator ours_;
  QTranslator qt_;   // standard buttons; absent without the package, and not needed
  bool loaded_ = false;
  bool installed_ = false;
};

}  // namespace firedamp
