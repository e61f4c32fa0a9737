// Recorded methane from outside the tree (its licences keep it out), and the count that judges the
// product's alarms. Shares nothing with the product: own reader, own limits, integer hundredths.
#pragma once

#include <string>
#include <vector>

namespace firedamp::testing {

// <name> in $FIREDAMP_DATA, else beside the checkout.
std::string recordedFile(const std::string& name);
// A column of a CSV file in integer hundredths, digit by digit; empty when there is no such file.
std::vector<int> recordedColumn(const std::string& path, const std::string& column);
// Activations: set at >=, released at <, no delay.
int independentCount(const std::vector<int>& series, int set, int release);

}  // namespace firedamp::testing
