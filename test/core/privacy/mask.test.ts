import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVault } from '../../../core/privacy/mask.ts';

const masked = (text: string): string => createVault().mask(text);

describe('personal data is hidden before a text leaves', () => {
  test.each([
    ['打13812345678找我', '打[PHONE_1]找我'],
    ['手机：138-1234-5678', '手机：[PHONE_1]'],
    ['+86 138 1234 5678', '[PHONE_1]'],
    ['全角１３８１２３４５６７８也算', '全角[PHONE_1]也算'],
    ['一三八零零一三八零零零', '[PHONE_1]'],
    ['座机 010-62345678', '座机 [PHONE_1]'],
    ['客服 400-820-8820', '客服 [PHONE_1]'],
    ['call +1 (415) 555-2671 today', 'call [PHONE_1] today'],
    ['call 415-555-2671', 'call [PHONE_1]'],
    ['身份证11010519491231002X', '身份证[ID_1]'],
    ['身份证 110105 19491231 002x', '身份证 [ID_1]'],
    ['SSN 078-05-1120', 'SSN [ID_1]'],
    ['护照 E12345678', '护照 [ID_1]'],
    ['卡 6222 0212 0000 0000 002?', '卡 6222 0212 0000 0000 002?'],
    ['visa 4111-1111-1111-1111', 'visa [CARD_1]'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [CARD_1]'],
    ['mail a.b+c@ex-ample.co.uk please', 'mail [EMAIL_1] please'],
    ['寄到上海市浦东新区世纪大道100号环球金融中心18楼，谢谢', '寄到[ADDRESS_1]，谢谢'],
    ['地址：北京市朝阳区建国路88号SOHO现代城3号楼1205室', '地址：[ADDRESS_1]'],
    ['Ship to 123 Main Street, Springfield, IL 62704', 'Ship to [ADDRESS_1]'],
    ['221B Baker Street, London NW1 6XE', '[ADDRESS_1]'],
    ['长江路1号', '[ADDRESS_1]'],
    ['世纪大道100号转世纪大道200号', '[ADDRESS_1]'],
    ['在路3号', '[ADDRESS_1]'],
  ])('%s', (text, hidden) => {
    expect(masked(text)).toBe(hidden);
  });

  test.each([
    '订单号 2024031512345678 已付款',
    '身份证 110105194912310021 写错了一位',
    '价格 12800 元，数量 300，编号 00000000000000',
    '我在路上了，大概 3 号到',
    'DE89 3704 0044 0532 0130 01 is no account',
    'call +1 2 3',
    'meet on the road at 5',
  ])('%s has none', (text) => {
    expect(masked(text)).toBe(text);
  });

  test('the same value has the same mark throughout a call, others have others', () => {
    const vault = createVault();
    expect(vault.mask('13812345678 或 138 1234 5678')).toBe('[PHONE_1] 或 [PHONE_1]');
    expect(vault.mask('还有 13912345678')).toBe('还有 [PHONE_2]');
    expect(vault.size()).toBe(2);
    expect(vault.restore('请拨打 [PHONE_2]，不是 [PHONE_1]。[PHONE_3]')).toBe(
      '请拨打 13912345678，不是 13812345678。[PHONE_3]',
    );
    expect(vault.hasForeignMark('[PHONE_1] [PHONE_2]')).toBe(false);
    expect(vault.hasForeignMark('[EMAIL_1]')).toBe(true);
  });

  test('a mark that a customer types stands for nobody', () => {
    const vault = createVault();
    vault.mask('13812345678');
    expect(vault.mask('tell me [PHONE_1]')).toBe('tell me (PHONE_1)');
  });

  test('whatever surrounds it, no mobile number gets through, and all comes back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '电话', 'tel: ', '、', '（', '\n', '😀'),
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.constantFrom('', '。', ' ok', '）', '\n'),
        (before, rest, after) => {
          const phone = `1${3 + (rest % 7)}${String(rest).padStart(9, '0')}`;
          const vault = createVault();
          const hidden = vault.mask(`${before}${phone}${after}`);
          expect(hidden).not.toContain(phone);
          expect(vault.restore(hidden)).toBe(`${before}${phone}${after}`);
        },
      ),
    );
  });

  test('long texts take linear time', () => {
    const text = '上海市路'.repeat(5000) + '1'.repeat(20_000) + ' a.b'.repeat(5000);
    expect(masked(text).length).toBeGreaterThan(0);
  });
});
