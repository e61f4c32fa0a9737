/* Factory configurations and what a valid one is. The limits are those of a longwall face in the
 * Chinese table (alarm 1.0, cut-off 1.5, restore below 1.0 %CH4; second-hand source, unverified
 * against the edition in force). A site brings its own. */
#include <stddef.h>

#include "msn/pack.h"
#include "parts.h"

#define VALUE(name) (config[(int)MSN_R_##name - (int)MSN_PAGE_CONFIG])
#define SIGNED(name) ((int16_t)VALUE(name))

enum {
  CONFIG_VERSION = 1,
  SUPERVISION_MAX_S = 3600,
  RELAY_BITS = 3,
  CONTACT_MAX_DS = 255,
  DELAY_MAX_DS = 600,
  /* Methane cut-off within 2 s of the crossing: the phase of the sample, the delay, one more. */
  CUTOFF_MAX_DS = 20
};

/* Order of the registers as in msn/regs.def (C++ has no array designators): 0 to 15. */
#if FW_WITH_METHANE
static const uint16_t MSN_CODE methane_default[MSN_LEN_CONFIG] = {
    CONFIG_VERSION, 0 /* supervision off: it guards without a host */, RELAY_BITS, 100 /* ms */,
    80, 100, 150, 100 /* WARN, ALARM, CUTOFF, RESTORE */, 10 /* HYST */, 2, 10 /* delays 0.1 s */,
    0, 4096 /* a digital sensor: counts are 0.01 %CH4 */, 500, (uint16_t)-50 /* RANGE */, 20};

static bool methane_valid(const uint16_t MSN_CODE *config)
{
  return VALUE(SAMPLE_MS) >= 10 && VALUE(SAMPLE_MS) <= 500 && SIGNED(HYST) >= 0 &&
         SIGNED(WARN) > SIGNED(HYST) && SIGNED(WARN) < SIGNED(ALARM) &&
         SIGNED(ALARM) <= SIGNED(CUTOFF) && SIGNED(RESTORE) > 0 &&
         SIGNED(RESTORE) <= SIGNED(CUTOFF) && SIGNED(RANGE_HI) > SIGNED(CUTOFF) &&
         SIGNED(RANGE_LO) < 0 && VALUE(SPAN) != 0 &&
         VALUE(DEB_ON) + VALUE(SAMPLE_MS) / 50u <= CUTOFF_MAX_DS &&
         VALUE(DEB_OFF) <= DELAY_MAX_DS && VALUE(M_FB_TIMEOUT) >= 1 &&
         VALUE(M_FB_TIMEOUT) <= CONTACT_MAX_DS;
}
#endif

#if FW_WITH_FLOW
static const uint16_t MSN_CODE flow_default[MSN_LEN_CONFIG] = {
    CONFIG_VERSION, 0, 0, 1000 /* ms: the window of the rate */,
    0, 10000 /* K: 10 pulses per m3 */, 200, 10132 /* 20.0 degC, 101.32 kPa */, 5 /* 0.5 Hz */,
    0, 0 /* LO and HI: off until a site sets them */, 20, 20 /* delays 0.1 s */, 0, 0, 0};

static bool flow_valid(const uint16_t MSN_CODE *config)
{
  uint32_t k = msn_join32(VALUE(K_FACTOR), config[(int)MSN_R_K_FACTOR + 1 - (int)MSN_PAGE_CONFIG]);
  bool limits = SIGNED(FLOW_LO) >= 0 && SIGNED(FLOW_HI) >= 0 && SIGNED(F_HYST) >= 0;
  bool order = SIGNED(FLOW_HI) == 0 || SIGNED(FLOW_LO) + 2 * SIGNED(F_HYST) < SIGNED(FLOW_HI);
  return VALUE(SAMPLE_MS) >= 100 && VALUE(SAMPLE_MS) <= 10000 && k >= 1000 &&
         SIGNED(T_REF) >= -400 && SIGNED(T_REF) <= 850 && VALUE(P_REF) >= 3000 &&
         VALUE(P_REF) <= 13000 && limits && order && VALUE(F_DEB_ON) <= DELAY_MAX_DS &&
         VALUE(F_DEB_OFF) <= DELAY_MAX_DS;
}
#endif

#if FW_WITH_RELAY
static const uint16_t MSN_CODE relay_default[MSN_LEN_CONFIG] = {
    CONFIG_VERSION, 30 /* s of supervision */, RELAY_BITS, 100, RELAY_BITS /* FAILSAFE */,
    20 /* contacts 0.1 s */, 2 /* s minimum off */, 0 /* MUTEX */, 0, 0, 0, 0, 0, 0, 0, 0};

static bool relay_valid(const uint16_t MSN_CODE *config)
{
  return VALUE(FAILSAFE) == RELAY_BITS && VALUE(FB_TIMEOUT) >= 1 &&
         VALUE(FB_TIMEOUT) <= CONTACT_MAX_DS && VALUE(MIN_OFF) <= 600 && VALUE(MUTEX) <= 1;
}
#endif

const uint16_t MSN_CODE *fw_default_config(uint8_t node_class)
{
  switch (node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return methane_default;
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return flow_default;
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return relay_default;
#endif
    default: return NULL;
  }
}

bool fw_config_valid(uint8_t node_class, const uint16_t MSN_CODE *config)
{
  if (VALUE(CFG_VERSION) != CONFIG_VERSION || VALUE(SUP_TIMEOUT) > SUPERVISION_MAX_S ||
      VALUE(SUP_RELAY_MASK) > RELAY_BITS) {
    return false;
  }
  switch (node_class) {
#if FW_WITH_METHANE
    case MSN_CLASS_METHANE: return methane_valid(config);
#endif
#if FW_WITH_FLOW
    case MSN_CLASS_FLOW: return flow_valid(config);
#endif
#if FW_WITH_RELAY
    case MSN_CLASS_RELAY: return relay_valid(config);
#endif
    default: return false;
  }
}
