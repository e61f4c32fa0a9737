// The horn's sound, made on the spot: no sound file, no sound library.
#pragma once

#include <QByteArray>

namespace firedamp {

// A WAV file (PCM, 16 bit, mono, 22050 Hz): two-tone horn of `duration_ms`; silence for the
// self-test of the sound path.
QByteArray hornWave(int duration_ms, bool silent);

}  // namespace firedamp
