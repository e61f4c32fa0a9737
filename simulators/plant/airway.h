// Gas and air of one roadway as a well-mixed cell, and the fan that moves the air.
// Equations and vectors: simulators/DESIGN.md. Pure: no clock, no randomness.
#pragma once

namespace firedamp {

// V dC/dt = q + Q C_in - (Q + q) C, solved exactly over each step for constant inputs.
class Airway {
 public:
  struct Facts {
    double volume_m3 = 400;
    double emission_m3s = 0.025;  // q: pure methane
  };
  explicit Airway(Facts facts, double methane_fraction = 0)
      : facts_(facts), methane_(methane_fraction) {}

  // `airflow_m3s` >= 0 is the fresh air (or that of the airway before), with `inflow_fraction`
  // methane in it.
  void step(double seconds, double airflow_m3s, double inflow_fraction = 0);
  void setEmission(double emission_m3s) { facts_.emission_m3s = emission_m3s; }
  double methaneFraction() const { return methane_; }
  static double steadyFraction(double emission_m3s, double airflow_m3s, double inflow_fraction);

 private:
  Facts facts_;
  double methane_;
};

// H(Q) = shutoff + slope Q + curve Q^2 against the mine's p = R Q^2; the air follows the operating
// point with first-order inertia. Stopped, a fraction of the flow is left (natural draught).
class Fan {
 public:
  struct Facts {
    double shutoff_pa = 2200;
    double slope = 0;
    double curve = -0.12;
    double resistance = 0.194;     // N s2/m8
    double inertia_s = 20;
    double naturalFraction = 0.05;
  };
  explicit Fan(Facts facts);
  void run(bool on) { on_ = on; }
  void step(double seconds);
  double airflow_m3s() const { return flow_; }
  // The flow at which fan and resistance agree: the positive root.
  static double operatingPoint(const Facts& facts);

 private:
  Facts facts_;
  bool on_ = true;
  double full_;
  double flow_;
};

}  // namespace firedamp
