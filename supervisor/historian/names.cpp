#include "historian/names.h"

#include <array>
#include <iterator>

namespace firedamp {
namespace {

template <typename Enum>
struct Word {
  Enum value;
  const char* word;
};

template <typename Enum, std::size_t count>
const char* find(const Word<Enum> (&words)[count], Enum value) {
  for (const Word<Enum>& each : words) {
    if (each.value == value) return each.word;
  }
  return "unknown";
}

template <typename Enum, std::size_t count>
std::optional<Enum> find(const Word<Enum> (&words)[count], std::string_view word) {
  for (const Word<Enum>& each : words) {
    if (word == each.word) return each.value;
  }
  return std::nullopt;
}

constexpr Word<AlarmKind> alarmKinds[] = {
    {AlarmKind::lowLow, "low trip"},
    {AlarmKind::low, "low"},
    {AlarmKind::warning, "warning"},
    {AlarmKind::high, "alarm"},
    {AlarmKind::highHigh, "trip"},
    {AlarmKind::rate, "rate"},
    {AlarmKind::deviation, "deviation"},
    {AlarmKind::noData, "no data"},
    {AlarmKind::stuck, "stuck"},
    {AlarmKind::deviceFault, "sensor fault"},
    {AlarmKind::nodeIdentity, "node identity"},
    {AlarmKind::duplicateAddress, "duplicate address"},
    {AlarmKind::exchangedDevice, "exchanged device"},
    {AlarmKind::secondMaster, "second master"},
    {AlarmKind::feedAbnormal, "feed abnormal"},
    {AlarmKind::feedMissing, "feed missing"},
    {AlarmKind::discrepancy, "discrepancy"},
    {AlarmKind::commandUnconfirmed, "command unconfirmed"},
    {AlarmKind::logic, "logic"},
    {AlarmKind::faultLock, "fault lock"},
    {AlarmKind::mainFan, "main fan"},
    {AlarmKind::bypass, "bypass"},
    {AlarmKind::testDue, "test due"},
    {AlarmKind::configDrift, "configuration drift"},
    {AlarmKind::scanSlow, "scan slow"},
    {AlarmKind::eventsLost, "events lost"},
    {AlarmKind::linkDown, "link down"},
    {AlarmKind::recorder, "recorder"},
    {AlarmKind::horn, "horn"}};
constexpr Word<AlarmState> alarmStates[] = {
    {AlarmState::normal, "normal"},
    {AlarmState::unacknowledged, "unacknowledged"},
    {AlarmState::acknowledged, "acknowledged"},
    {AlarmState::returned, "returned"},
    {AlarmState::latched, "latched"},
    {AlarmState::latchedAcknowledged, "latched acknowledged"},
    {AlarmState::shelved, "shelved"},
    {AlarmState::suppressed, "suppressed by design"},
    {AlarmState::outOfService, "out of service"}};
constexpr Word<AlarmChange> alarmChanges[] = {
    {AlarmChange::raised, "raised"},
    {AlarmChange::returned, "returned"},
    {AlarmChange::acknowledged, "acknowledged"},
    {AlarmChange::peak, "peak"},
    {AlarmChange::silenced, "silenced"},
    {AlarmChange::soundsAgain, "sounds again"},
    {AlarmChange::superseded, "superseded"},
    {AlarmChange::restored, "restored"},
    {AlarmChange::reset, "reset"},
    {AlarmChange::reAlarmed, "re-alarmed"},
    {AlarmChange::inhibited, "inhibited"},
    {AlarmChange::released, "released"},
    {AlarmChange::marked, "marked"},
    {AlarmChange::graded, "graded"}};
using Asked = AlarmRefusal::Asked;
constexpr Word<Asked> alarmAsked[] = {{Asked::acknowledge, "acknowledge"},
                                      {Asked::reset, "reset"},
                                      {Asked::shelve, "shelve"},
                                      {Asked::outOfService, "out of service"},
                                      {Asked::comeBack, "come back"},
                                      {Asked::disposition, "disposition"}};
constexpr Word<AlarmSource::Type> sourceTypes[] = {{AlarmSource::Type::point, "point"},
                                                   {AlarmSource::Type::node, "node"},
                                                   {AlarmSource::Type::relay, "relay"},
                                                   {AlarmSource::Type::link, "link"},
                                                   {AlarmSource::Type::system, "system"}};
constexpr Word<CommandKind> commandKinds[] = {{CommandKind::trip, "trip"},
                                              {CommandKind::restore, "restore"},
                                              {CommandKind::unlock, "unlock"},
                                              {CommandKind::mode, "mode"},
                                              {CommandKind::mute, "mute"},
                                              {CommandKind::configure, "configure"}};
constexpr Word<CommandProof> commandProofs[] = {{CommandProof::none, "none"},
                                                {CommandProof::nonce, "nonce"},
                                                {CommandProof::mac, "mac"},
                                                {CommandProof::macBothWays, "mac both ways"},
                                                {CommandProof::forged, "forged"}};
constexpr Word<Role> roles[] = {{Role::nobody, "nobody"},
                                {Role::viewer, "viewer"},
                                {Role::controlRoom, "operator"},
                                {Role::dispatcher, "dispatcher"},
                                {Role::maintenance, "maintenance"},
                                {Role::engineer, "engineer"},
                                {Role::auditor, "auditor"},
                                {Role::administrator, "administrator"}};
using Topic = RuleRecord::Topic;
constexpr Word<Topic> topics[] = {{Topic::interlock, "interlock"},
                                  {Topic::bypass, "bypass"},
                                  {Topic::fanStop, "fan stop"},
                                  {Topic::fanLock, "fan lock"},
                                  {Topic::peopleCheck, "people check"},
                                  {Topic::lockTest, "lock test"},
                                  {Topic::calibration, "calibration"},
                                  {Topic::bumpTest, "bump test"},
                                  {Topic::changeOver, "change over"},
                                  {Topic::testBase, "test base"},
                                  {Topic::refusal, "refusal"}};
using PeopleKind = PeopleEvent::Kind;
constexpr Word<PeopleKind> peopleKinds[] = {{PeopleKind::userAdded, "user added"},
                                            {PeopleKind::roleChanged, "role changed"},
                                            {PeopleKind::passwordChanged, "password changed"},
                                            {PeopleKind::userDisabled, "user disabled"},
                                            {PeopleKind::userEnabled, "user enabled"},
                                            {PeopleKind::loggedIn, "logged in"},
                                            {PeopleKind::logInFailed, "log-in failed"},
                                            {PeopleKind::loggedOut, "logged out"},
                                            {PeopleKind::stationLocked, "station locked"},
                                            {PeopleKind::stationUnlocked, "station unlocked"},
                                            {PeopleKind::requestRefused, "request refused"},
                                            {PeopleKind::changeProposed, "change proposed"},
                                            {PeopleKind::changeApproved, "change approved"},
                                            {PeopleKind::changeWithdrawn, "change withdrawn"},
                                            {PeopleKind::changeExpired, "change expired"},
                                            {PeopleKind::configApplied, "configuration applied"}};
constexpr Word<CommandStage> commandStages[] = {{CommandStage::refused, "refused"},
                                                {CommandStage::selecting, "selecting"},
                                                {CommandStage::selected, "selected"},
                                                {CommandStage::operating, "operating"},
                                                {CommandStage::verifying, "verifying"},
                                                {CommandStage::confirmed, "confirmed"},
                                                {CommandStage::failed, "failed"},
                                                {CommandStage::expired, "expired"},
                                                {CommandStage::mismatch, "mismatch"},
                                                {CommandStage::cancelled, "cancelled"}};
constexpr Word<HealthReport::Part> healthParts[] = {{HealthReport::Part::engine, "engine"},
                                                    {HealthReport::Part::recorder, "recorder"},
                                                    {HealthReport::Part::horn, "horn"}};
constexpr Word<NodeState> nodeStates[] = {
    {NodeState::offline, "offline"},         {NodeState::identifying, "identifying"},
    {NodeState::integrity, "integrity"},     {NodeState::running, "running"},
    {NodeState::degraded, "degraded"},       {NodeState::lost, "lost"},
    {NodeState::quarantined, "quarantined"}, {NodeState::incompatible, "incompatible"}};
constexpr Word<NodeClass> nodeClasses[] = {{NodeClass::methane, "methane"},
                                           {NodeClass::flow, "flow"},
                                           {NodeClass::relay, "relay"}};
constexpr Word<LinkState> linkStates[] = {{LinkState::down, "down"},
                                          {LinkState::connecting, "connecting"},
                                          {LinkState::up, "up"}};
constexpr Word<LinkKind> linkKinds[] = {{LinkKind::modbusTcp, "modbus-tcp"},
                                        {LinkKind::rtuOverTcp, "rtu-over-tcp"},
                                        {LinkKind::serial, "serial"}};
constexpr Word<AreaReport::Power> areaPowers[] = {{AreaReport::Power::unknown, "unknown"},
                                                  {AreaReport::Power::on, "on"},
                                                  {AreaReport::Power::off, "off"},
                                                  {AreaReport::Power::stillOn, "still on"}};
constexpr Word<WireEvent::Kind> wireKinds[] = {{WireEvent::Kind::up, "up"},
                                               {WireEvent::Kind::received, "received"},
                                               {WireEvent::Kind::sent, "sent"},
                                               {WireEvent::Kind::down, "down"}};
constexpr Word<Unit> units[] = {{Unit::none, ""},
                                {Unit::methane, "%CH4"},
                                {Unit::flow, "m3/min"},
                                {Unit::volume, "m3"},
                                {Unit::pressure, "kPa"},
                                {Unit::temperature, "degC"},
                                {Unit::voltage, "mV"},
                                {Unit::velocity, "m/s"},
                                {Unit::current, "A"},
                                {Unit::share, "%"},
                                {Unit::traces, "ppm"},
                                {Unit::difference, "Pa"}};

}  // namespace

const char* wordOf(AlarmKind value) { return find(alarmKinds, value); }
const char* wordOf(AlarmState value) { return find(alarmStates, value); }
const char* wordOf(AlarmChange value) { return find(alarmChanges, value); }
const char* wordOf(AlarmRefusal::Asked value) { return find(alarmAsked, value); }
const char* wordOf(AlarmSource::Type value) { return find(sourceTypes, value); }
const char* wordOf(CommandKind value) { return find(commandKinds, value); }
const char* wordOf(CommandStage value) { return find(commandStages, value); }
const char* wordOf(HealthReport::Part value) { return find(healthParts, value); }
const char* wordOf(RuleRecord::Topic value) { return find(topics, value); }
const char* wordOf(Role value) { return find(roles, value); }
const char* wordOf(PeopleEvent::Kind value) { return find(peopleKinds, value); }
const char* wordOf(CommandProof value) { return find(commandProofs, value); }
const char* wordOf(NodeState value) { return find(nodeStates, value); }
const char* wordOf(NodeClass value) { return find(nodeClasses, value); }
const char* wordOf(LinkState value) { return find(linkStates, value); }
const char* wordOf(LinkKind value) { return find(linkKinds, value); }
const char* wordOf(AreaReport::Power value) { return find(areaPowers, value); }
const char* wordOf(WireEvent::Kind value) { return find(wireKinds, value); }
const char* wordOf(Unit value) { return find(units, value); }

std::optional<AlarmKind> alarmKindOf(std::string_view word) { return find(alarmKinds, word); }
std::optional<AlarmState> alarmStateOf(std::string_view word) { return find(alarmStates, word); }
std::optional<AlarmChange> alarmChangeOf(std::string_view word) {
  return find(alarmChanges, word);
}
std::optional<AlarmRefusal::Asked> alarmAskedOf(std::string_view word) {
  return find(alarmAsked, word);
}
std::optional<AlarmSource::Type> sourceTypeOf(std::string_view word) {
  return find(sourceTypes, word);
}
std::optional<CommandKind> commandKindOf(std::string_view word) {
  return find(commandKinds, word);
}
std::optional<CommandStage> commandStageOf(std::string_view word) {
  return find(commandStages, word);
}
std::optional<HealthReport::Part> healthPartOf(std::string_view word) {
  return find(healthParts, word);
}
std::optional<RuleRecord::Topic> topicOf(std::string_view word) { return find(topics, word); }
std::optional<Role> roleOf(std::string_view word) { return find(roles, word); }
std::optional<PeopleEvent::Kind> peopleKindOf(std::string_view word) {
  return find(peopleKinds, word);
}
std::optional<CommandProof> proofOf(std::string_view word) { return find(commandProofs, word); }
std::optional<Unit> unitOf(std::string_view word) { return find(units, word); }

}  // namespace firedamp
