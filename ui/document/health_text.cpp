// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/health_text.h"

#include <QCoreApplication>

namespace scalelab {

QString healthText(Health health)
{
    switch (health) {
    case Health::Down: return QCoreApplication::translate("HealthText", "down");
    case Health::Starting: return QCoreApplication::translate("HealthText", "starting");
    case Health::Off: return QCoreApplication::translate("HealthText", "off");
    default: return {};
    }
}

} // namespace scalelab
