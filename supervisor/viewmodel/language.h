// The reader's language: picks the half of a Label and renders a Phrase. The translators
// themselves are installed by ui/translations.h; here is only the choice. Screen thread.
#pragma once

#include <QString>

#include "domain/phrase.h"
#include "domain/site.h"

namespace firedamp {

enum class Tongue { english, chinese };

class Language {
 public:
  Tongue tongue() const { return tongue_; }
  void choose(Tongue tongue) { tongue_ = tongue; }

  // The other half where one is missing: a name in the wrong language beats no name.
  QString text(const Label& label) const;

 private:
  Tongue tongue_ = Tongue::english;
};

// Translated in context "phrase" by the installed translators, arguments filled in.
QString phraseText(const Phrase& phrase);

}  // namespace firedamp
