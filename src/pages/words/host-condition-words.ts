import { catalogue } from './catalogue.ts';

/** What a county says of itself before it hosts: its parts by name, as a form asks for them and as they are read. */
export const hostConditionWords = catalogue(
  {
    asked: {
      lodging: '住宿',
      waterAndPower: '水电',
      altitudeMetres: '海拔（米）',
      nearestHospital: '最近的医院',
      bandwidthMbps: '网络带宽（Mbps）',
      largestClass: '最大班额',
      knownRisks: '已知风险',
      signedBy: '签署人',
      signedDay: '签署日期',
    },
  },
  {
    asked: {
      lodging: 'Lodging',
      waterAndPower: 'Water and power',
      altitudeMetres: 'Altitude (metres)',
      nearestHospital: 'Nearest hospital',
      bandwidthMbps: 'Bandwidth (Mbps)',
      largestClass: 'Largest class',
      knownRisks: 'Known risks',
      signedBy: 'Signed by',
      signedDay: 'Signed on',
    },
  },
);
