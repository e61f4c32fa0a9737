/* Not part of the 8051 images: 32-bit compares cost more there than they are worth. */
#include "fw/limit.h"

enum fw_band fw_band_high32(int32_t value, int32_t set, int32_t release)
{
  if (value >= set) {
    return FW_BAND_SET;
  }
  return value < release ? FW_BAND_RELEASE : FW_BAND_BETWEEN;
}

enum fw_band fw_band_low32(int32_t value, int32_t set, int32_t release)
{
  if (value <= set) {
    return FW_BAND_SET;
  }
  return value > release ? FW_BAND_RELEASE : FW_BAND_BETWEEN;
}
