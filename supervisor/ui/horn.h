// The horn: loops through a player process until told to stop, and proves that it plays. A player
// that fails or ends too early (no sound server: paplay and aplay return within 25 ms) is passed
// over for the next one; when none is left the horn is not ok, says so, and tries again later.
// Qt Multimedia is not used: it reports "playing" without any sound server.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <vector>

namespace firedamp {

struct Player {
  QString program;
  QStringList arguments;   // the WAV file comes last
};

class Horn : public QObject {
  Q_OBJECT

 public:
  static constexpr int hornLength_ms = 2000;
  static constexpr int testLength_ms = 400;
  static constexpr int retry_ms = 5000;

  static std::vector<Player> usualPlayers();   // paplay, pw-play, aplay

  explicit Horn(std::vector<Player> players, QObject* parent = nullptr);
  ~Horn() override;

  void test();                        // plays silence once: is there a sound path?
  void setSounding(bool sounding);
  bool sounding() const { return sounding_; }

 Q_SIGNALS:
  // After every proof or failure. `detail`: which player, or what each of them said.
  void proved(bool ok, const QString& detail);

 private:
  void play();
  void ended(bool started);
  void next(const QString& failure);
  bool soundExpected() const { return sounding_ || testing_; }

  std::vector<Player> players_;
  std::size_t current_ = 0;
  QStringList failures_;
  QProcess process_;
  QElapsedTimer playing_;
  QTimer retry_;
  QTemporaryDir files_;
  bool sounding_ = false;
  bool testing_ = false;
  bool stopping_ = false;
};

}  // namespace firedamp
