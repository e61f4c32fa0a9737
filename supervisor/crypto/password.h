// Passwords as verifiers: scrypt (RFC 7914) of OpenSSL with a salt of its own for each. The text
// "scrypt$N$r$p$salt$key" (hexadecimal) carries its parameters, so that they can grow later.
// Slow on purpose, about 0.1 s and 16 MiB: never on the thread that decides. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firedamp {

// At least this long (NIST SP 800-63B, 5.1.1.2); longer ones than the other bound are refused.
constexpr std::size_t passwordCharactersMin = 8;
constexpr std::size_t passwordBytesMax = 256;

// Nothing: the machine has no random numbers or no memory.
std::optional<std::string> verifierOf(std::string_view password);
// In constant time with respect to the key. A verifier that is none matches nothing.
bool passwordMatches(std::string_view password, std::string_view verifier);
// 32 hexadecimal digits that nobody can guess; empty when the machine has no random numbers.
std::string randomToken();

}  // namespace firedamp
