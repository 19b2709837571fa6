// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspector/param_editor.h"

#include "base/mix.h"
#include "inspector/page_parts.h"
#include "inspector/quantity_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QWheelEvent>

#include <array>

namespace scalelab {

namespace {

QString textOf(const Value& value) { return QString::fromStdString(toText(value)); }

void setInvalid(QWidget* widget, bool invalid)
{
    if (widget->property("invalid").toBool() == invalid) return;
    widget->setProperty("invalid", invalid);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

/// A line edit that takes back what was typed on Escape.
class EntryField : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

    void showText(const QString& text)
    {
        shown_ = text;
        setText(text);
        setCursorPosition(0);
    }
    [[nodiscard]] bool isChanged() const { return text().trimmed() != shown_; }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Escape && isChanged())
            showText(shown_);
        else
            QLineEdit::keyPressEvent(event);
    }

private:
    QString shown_;
};

/// A combo box that leaves the wheel to the page it stands on.
class StillComboBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

class EditorBase : public ParamEditor {
public:
    EditorBase(const ParamDecl& decl, QWidget* parent) : ParamEditor(parent), decl_(decl)
    {
        row_ = new QHBoxLayout(this);
        row_->setContentsMargins(0, 0, 0, 0);
        row_->setSpacing(6);
    }

protected:
    void place(QWidget* control, const QString& accessibleName) { place(control, accessibleName, row_); }
    void place(QWidget* control, const QString& accessibleName, QBoxLayout* layout)
    {
        control->setAccessibleName(accessibleName);
        control->setAccessibleDescription(QString::fromStdString(decl_.help));
        control->installEventFilter(this);
        layout->addWidget(control, 1);
        if (!focusProxy()) setFocusProxy(control);
    }
    [[nodiscard]] QString label() const { return QString::fromStdString(decl_.label); }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn) emit focused(true);
        if (event->type() == QEvent::FocusOut) emit focused(false);
        return ParamEditor::eventFilter(watched, event);
    }

    const ParamDecl decl_;
    QHBoxLayout* row_;
};

class TextEditor : public EditorBase {
public:
    TextEditor(const ParamDecl& decl, QWidget* parent) : EditorBase(decl, parent), field_(new EntryField(this))
    {
        place(field_, label());
        field_->setPlaceholderText(textOf(decl.fallback));
        connect(field_, &QLineEdit::editingFinished, this, [this] {
            if (!field_->isChanged()) {
                setInvalid(field_, false);
                return;
            }
            const QString text = field_->text().trimmed();
            emit entered(text.isEmpty() ? std::nullopt : std::optional(typedValue(decl_.quantity, text)));
        });
    }
    void show(const std::optional<Value>& value) override { field_->showText(value ? textOf(*value) : QString()); }
    void markInvalid(bool invalid) override { setInvalid(field_, invalid); }

private:
    EntryField* field_;
};

class ChoiceEditor : public EditorBase {
public:
    ChoiceEditor(const ParamDecl& decl, QWidget* parent) : EditorBase(decl, parent), box_(new StillComboBox(this))
    {
        place(box_, label());
        box_->setFocusPolicy(Qt::StrongFocus);
        box_->setMinimumContentsLength(6);
        box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        for (const ChoiceDecl& choice : decl.choices) {
            box_->addItem(QString::fromStdString(choice.label), QString::fromStdString(choice.id));
            box_->setItemData(box_->count() - 1, QString::fromStdString(choice.help), Qt::ToolTipRole);
        }
        connect(box_, &QComboBox::activated, this, [this](int index) {
            emit entered(Value(box_->itemData(index).toString().toStdString()));
        });
    }
    void show(const std::optional<Value>& value) override
    {
        const QString id = textOf(value ? *value : decl_.fallback);
        int index = box_->findData(id);
        if (index < 0) {
            box_->addItem(id, id);
            index = box_->count() - 1;
        }
        box_->setCurrentIndex(index);
        box_->setToolTip(box_->currentText() + QStringLiteral("\n\n") + box_->itemData(index, Qt::ToolTipRole).toString());
    }
    void markInvalid(bool invalid) override { setInvalid(box_, invalid); }

private:
    StillComboBox* box_;
};

class FlagEditor : public EditorBase {
public:
    FlagEditor(const ParamDecl& decl, QWidget* parent) : EditorBase(decl, parent), box_(new QCheckBox(this))
    {
        place(box_, label());
        connect(box_, &QCheckBox::clicked, this, [this](bool on) { emit entered(Value(on)); });
    }
    void show(const std::optional<Value>& value) override
    {
        const Value& shown = value ? *value : decl_.fallback;
        box_->setChecked(shown.boolean() && *shown.boolean());
    }
    void markInvalid(bool invalid) override { setInvalid(box_, invalid); }

private:
    QCheckBox* box_;
};

/// One small field for the share of each request class.
class MixEditor : public EditorBase {
public:
    MixEditor(const ParamDecl& decl, QWidget* parent) : EditorBase(decl, parent)
    {
        auto* grid = new QGridLayout;
        grid->setSpacing(6);
        row_->addLayout(grid, 1);
        for (std::size_t i = 0; i < requestClassCount; ++i) {
            const std::string_view name = className(static_cast<RequestClass>(i));
            names_[i] = std::string(name);
            const QString shown = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
            fields_[i] = new EntryField(this);
            fields_[i]->setMinimumWidth(40);
            auto* column = new QVBoxLayout;
            column->setSpacing(1);
            column->addWidget(softText(shown, this));
            place(fields_[i], label() + QStringLiteral(": ") + shown, column);
            grid->addLayout(column, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
            fields_[i]->setPlaceholderText(QStringLiteral("0"));
            connect(fields_[i], &QLineEdit::editingFinished, this, [this, i] {
                if (fields_[i]->isChanged()) emit entered(typed());
            });
        }
    }
    void show(const std::optional<Value>& value) override
    {
        const Object* shares = value ? value->object() : nullptr;
        for (std::size_t i = 0; i < requestClassCount; ++i) {
            const Value* share = shares ? shares->find(names_[i]) : nullptr;
            fields_[i]->showText(share ? textOf(*share) : QString());
        }
    }
    void markInvalid(bool invalid) override
    {
        for (EntryField* field : fields_) setInvalid(field, invalid);
    }

private:
    static constexpr int columns = 3;

    [[nodiscard]] std::optional<Value> typed() const
    {
        Object shares;
        for (std::size_t i = 0; i < requestClassCount; ++i)
            if (const QString text = fields_[i]->text().trimmed(); !text.isEmpty())
                shares.set(names_[i], typedValue(Quantity::Mix, text));
        return shares.empty() ? std::nullopt : std::optional(Value(std::move(shares)));
    }

    std::array<std::string, requestClassCount> names_;
    std::array<EntryField*, requestClassCount> fields_{};
};

} // namespace

ParamEditor* makeParamEditor(const ParamDecl& decl, QWidget* parent)
{
    switch (decl.quantity) {
    case Quantity::Choice: return new ChoiceEditor(decl, parent);
    case Quantity::Flag: return new FlagEditor(decl, parent);
    case Quantity::Mix: return new MixEditor(decl, parent);
    default: return new TextEditor(decl, parent);
    }
}

} // namespace scalelab
