// Keys of devices, derived from the key of their site, so that one stolen device opens no other
// and the supervisor keeps one secret instead of a list.
#pragma once

#include <cstdint>

#include "crypto/cmac.h"

namespace firedamp {

// The site key of the training key id (MSN_KEY_TRAINING), printed here for everybody: the ASCII
// letters "FIREDAMP TRAINING" as far as 16 bytes go. It proves nothing; it lets a school mine work
// exactly like a real one.
inline constexpr Key trainingSiteKey{'F', 'I', 'R', 'E', 'D', 'A', 'M', 'P',
                                     ' ', 'T', 'R', 'A', 'I', 'N', 'I', 'N'};

// CMAC(site key, "MSN1" || serial[4] || key id[2]), big-endian. Pure.
Key deviceKey(const Key& siteKey, std::uint32_t serial, std::uint16_t keyId);

// Three bytes that tell two keys apart without giving them away: CMAC(key, 16 zero bytes).
std::array<std::uint8_t, 3> keyCheckValue(const Key& key);

}  // namespace firedamp
