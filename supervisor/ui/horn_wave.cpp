#include "ui/horn_wave.h"

#include <QDataStream>
#include <QIODevice>

#include <cmath>

namespace firedamp {
namespace {

constexpr int sampleRate = 22'050;
constexpr double low_hz = 650, high_hz = 950;
constexpr int swap_ms = 500;          // the tone changes twice a second: nobody takes it for music
constexpr double loudness = 0.6 * 32'767;

// Tones in phase across the change; a square-ish wave carries through machine noise.
void writeTone(QDataStream& out, int samples, bool silent) {
  double phase = 0;
  for (int i = 0; i < samples; ++i) {
    const bool high = (i * 1000 / sampleRate / swap_ms) % 2 == 1;
    phase += 2 * 3.14159265358979 * (high ? high_hz : low_hz) / sampleRate;
    const double wave = std::sin(phase) + std::sin(3 * phase) / 3;
    out << static_cast<qint16>(silent ? 0 : std::lround(loudness * wave));
  }
}

}  // namespace

QByteArray hornWave(int duration_ms, bool silent) {
  const int samples = sampleRate * duration_ms / 1000;
  const auto bytes = static_cast<quint32>(samples * 2);
  QByteArray wave;
  QDataStream out{&wave, QIODevice::WriteOnly};
  out.setByteOrder(QDataStream::LittleEndian);
  out.writeRawData("RIFF", 4);
  out << quint32{36 + bytes};
  out.writeRawData("WAVEfmt ", 8);
  out << quint32{16} << quint16{1} << quint16{1} << quint32{sampleRate}
      << quint32{sampleRate * 2} << quint16{2} << quint16{16};
  out.writeRawData("data", 4);
  out << bytes;
  writeTone(out, samples, silent);
  return wave;
}

}  // namespace firedamp
